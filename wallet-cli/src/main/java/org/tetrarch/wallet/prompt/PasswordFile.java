package org.tetrarch.wallet.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A password in the first line of a file, as scripts keep it. */
final class PasswordFile {
  private static final int MAX_BYTES = 4_096;

  private PasswordFile() {}

  /** The first line, which the caller wipes. */
  static char[] read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, not a file with a password");
    }
    byte[] bytes = new byte[MAX_BYTES + 1];
    try (InputStream in = Files.newInputStream(file)) {
      int end = lineEnd(bytes, in.readNBytes(bytes, 0, bytes.length));
      if (end > MAX_BYTES) {
        throw new IOException(
            file + ": its first line is longer than the " + MAX_BYTES + " bytes of a password");
      }
      return SecretText.decode(bytes, end, file + ": the password");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static int lineEnd(byte[] bytes, int length) {
    int end = 0;
    while (end < length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return end;
  }
}
