package org.tetrarch.node.localnet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what is appended to a log file; a file that got shorter is read from its start. */
public final class LogFollower {
  private static final int MOST_BYTES_AT_ONCE = 64 * 1024;

  private final Path file;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private long position;

  /** Follows a file from its present end; it need not exist yet. */
  public LogFollower(Path file) throws IOException {
    this.file = file;
    this.position = Files.exists(file) ? Files.size(file) : 0;
  }

  /** The lines that were finished since the last call, in order; empty if there are none now. */
  public List<String> next() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] added;
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      if (log.length() < position) {
        position = 0;
        unfinished.reset();
      }
      added = new byte[(int) Math.min(MOST_BYTES_AT_ONCE, log.length() - position)];
      log.seek(position);
      log.readFully(added);
      position += added.length;
    }
    return linesOf(added);
  }

  private List<String> linesOf(byte[] added) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < added.length; i++) {
      if (added[i] == '\n') {
        unfinished.write(added, start, i - start);
        lines.add(unfinished.toString(StandardCharsets.UTF_8));
        unfinished.reset();
        start = i + 1;
      }
    }
    unfinished.write(added, start, added.length - start);
    return lines;
  }
}
