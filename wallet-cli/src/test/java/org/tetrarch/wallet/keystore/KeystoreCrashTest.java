package org.tetrarch.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreCrashTest {
  private static final int ROUNDS = 4;
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path home;

  /** Kills a process that adds accounts, at random moments. */
  @Test
  void aWalletThatIsKilledLeavesEveryAccountWholeOrNotThere() throws Exception {
    long seed = Long.getLong("tetrarch.seed", System.nanoTime());
    System.out.println(
        "KeystoreCrashTest: replay with mvn -pl wallet-cli test -Dtest=KeystoreCrashTest"
            + " -Dtetrarch.seed="
            + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Path folder = home.resolve("keystore" + round);
      int least = 1 + random.nextInt(40);
      Process writer = startWriter(folder);
      try (InputStream in = writer.getInputStream()) {
        for (int i = 0; i < least; i++) {
          assertThat(in.read()).as("the writer runs").isNotNegative();
        }
      }
      writer.destroyForcibly();
      assertThat(writer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

      List<Keystore.Entry> entries = new Keystore(folder).entries();
      assertThat(entries).hasSizeGreaterThanOrEqualTo(least);
      assertThat(entries).allSatisfy(entry -> assertThat(entry.problem()).isNull());
      assertEverythingIsForItsOwnerOnly(folder);
    }
  }

  /** The temporary file that a kill may leave behind, too. */
  private static void assertEverythingIsForItsOwnerOnly(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .isEqualTo("rw-------");
      }
    }
  }

  private static Process startWriter(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Adds one account after the other, and says so. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws Exception {
      Keystore keystore = new Keystore(Path.of(args[0]));
      SealedKey sealed = KeystoreFile.parse(Vectors.PBKDF2);
      for (int i = 0; ; i++) {
        var unused = keystore.add("account" + i, sealed);
        System.out.write('.');
        System.out.flush();
      }
    }
  }
}
