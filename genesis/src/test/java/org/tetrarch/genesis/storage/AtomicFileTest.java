package org.tetrarch.genesis.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aSecretIsReadableForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("key");

    AtomicFile.writeSecret(file, "one".getBytes(UTF_8));
    AtomicFile.writeSecret(file, "two".getBytes(UTF_8));

    assertThat(file).hasContent("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly("key");
  }

  @Test
  void creatingNeverReplaces() throws Exception {
    Path file = folder.resolve("key");
    AtomicFile.createSecret(file, "one".getBytes(UTF_8));

    assertThatThrownBy(() -> AtomicFile.createSecret(file, "two".getBytes(UTF_8)))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(file).hasContent("one");
    assertThat(names()).containsExactly("key");
  }

  @Test
  void aSecretFolderIsForItsOwnerOnly() throws Exception {
    Path secret = folder.resolve("a/b");

    AtomicFile.createSecretFolder(secret);
    AtomicFile.createSecretFolder(secret);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFailureLeavesNothingBehind() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/file"), new byte[1]))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> AtomicFile.write(folder, new byte[1])).isInstanceOf(IOException.class);

    assertThat(folder).isEmptyDirectory();
  }

  /** Kills a writing process at random moments: what is there afterwards is always whole. */
  @Test
  void aKilledWriterLeavesTheOldOrTheNewFileWhole() throws Exception {
    long seed = System.nanoTime();
    System.out.println("AtomicFileTest seed " + seed);
    Random random = new Random(seed);
    Path file = folder.resolve("key");
    for (int round = 0; round < 4; round++) {
      Process writer = startWriter(file);
      try (InputStream in = writer.getInputStream()) {
        for (int writes = 1 + random.nextInt(30); writes > 0; writes--) {
          assertThat(in.read()).as("the writer runs").isNotNegative();
        }
      }
      writer.destroyForcibly();
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      byte[] content = Files.readAllBytes(file);
      assertThat(content).hasSize(RepeatedWriter.SIZE).containsOnly(content[0]);
    }
  }

  private static Process startWriter(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            RepeatedWriter.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Writes the file over and over, each time full of another byte, and says so. */
  static final class RepeatedWriter {
    static final int SIZE = 300_000;

    private RepeatedWriter() {}

    public static void main(String[] args) throws IOException {
      byte[] content = new byte[SIZE];
      for (int i = 0; ; i++) {
        Arrays.fill(content, (byte) i);
        AtomicFile.writeSecret(Path.of(args[0]), content);
        System.out.write('.');
        System.out.flush();
      }
    }
  }
}
