package org.tetrarch.node.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;

/** The file in which the lab's secret lies. */
final class LabTokenFile {
  private static final int MOST_BYTES = 1024;

  private LabTokenFile() {}

  static String read(Path file) throws IOException, CommandFailure {
    if (Files.size(file) > MOST_BYTES) {
      throw new CommandFailure(ExitCode.FAILURE, file + ": is too long for a token");
    }
    String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new CommandFailure(ExitCode.FAILURE, file + ": holds no token");
    }
    return token;
  }
}
