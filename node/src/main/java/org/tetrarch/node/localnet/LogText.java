package org.tetrarch.node.localnet;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log file of a node, read from its end. */
public final class LogText {
  /** Longest part of a file that is read for its last lines. */
  private static final int MOST_BYTES = 256 * 1024;

  private LogText() {}

  /** At most {@code count} lines from the end of a file; none if there is no such file. */
  public static List<String> last(Path file, int count) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, log.length() - MOST_BYTES);
      byte[] end = new byte[Math.toIntExact(log.length() - start)];
      log.seek(start);
      log.readFully(end);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      // The first line may be the second half of one.
      int first = start > 0 ? 1 : 0;
      return lines.subList(
          Math.max(Math.min(first, lines.size()), lines.size() - count), lines.size());
    }
  }
}
