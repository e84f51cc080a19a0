package org.tetrarch.node.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Copies of a data directory, to be damaged. */
final class Folders {
  private Folders() {}

  /** A copy as a crash of the machine would leave it: whatever the files hold now. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!file.endsWith("LOCK")) {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** LevelDB's write-ahead log, where all is that was written since the database was opened. */
  static Path writeAheadLog(Path database) throws IOException {
    try (Stream<Path> files = Files.list(database)) {
      List<Path> logs = files.filter(f -> f.toString().endsWith(".log")).sorted().toList();
      return logs.getLast();
    }
  }

  /** Bytes before the zeros that LevelDB reserves at the end. */
  static int usedBytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int used = bytes.length;
    while (used > 0 && bytes[used - 1] == 0) {
      used--;
    }
    return used;
  }

  static void flipBit(Path file, long bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
    Files.write(file, bytes);
  }

  static void truncate(Path file, int size) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, size));
  }
}
