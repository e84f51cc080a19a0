package org.tetrarch.lab.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own for one node, small enough to be filled. */
final class SmallDisk implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final Path filler;

  private SmallDisk(Path path) {
    this.path = path;
    this.filler = path.resolve("filler");
  }

  /**
   * Mounts one; throws when this machine or this user cannot.
   *
   * @param path a folder, made if it is not there
   */
  static SmallDisk mount(Path path, int mebibytes) throws IOException {
    Files.createDirectories(path);
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tetrarch", path.toString());
    return new SmallDisk(path);
  }

  /** Writes a file that leaves no more than so much free. */
  void fill(long leaving) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (path.toFile().getUsableSpace() > leaving) {
        out.write(chunk);
      }
    } catch (IOException e) {
      if (path.toFile().getUsableSpace() > leaving + CHUNK) {
        throw e;
      }
    }
  }

  /** Gives the space back. */
  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() throws IOException {
    run("umount", path.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(List.of(command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
