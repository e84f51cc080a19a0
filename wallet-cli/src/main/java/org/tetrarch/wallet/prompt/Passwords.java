package org.tetrarch.wallet.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a password comes from: a file if one is named, else the person at the terminal. */
public final class Passwords {
  private static final int MAX_BYTES = 4_096;

  private final Prompt prompt;
  private final @Nullable Path file;

  public Passwords(Prompt prompt, @Nullable Path file) {
    this.prompt = prompt;
    this.file = file;
  }

  /** The password of an account that exists; the caller wipes it. */
  public char[] ask(String account) throws IOException {
    return file == null ? askAtTerminal("Password of " + account + ": ") : read(file);
  }

  /** The password of an account to be, typed twice; the caller wipes it. */
  public char[] choose(String account) throws IOException {
    if (file != null) {
      return read(file);
    }
    char[] first = askAtTerminal("New password for " + account + ": ");
    char[] second = askAtTerminal("The same again: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same || first.length == 0) {
      Arrays.fill(first, '\0');
      throw new IOException(
          same
              ? "an empty password protects nothing: type one"
              : "the two passwords differ: nothing was written");
    }
    return first;
  }

  private char[] askAtTerminal(String question) throws IOException {
    if (!prompt.canAsk()) {
      throw new IOException(
          "there is no terminal to ask the password on: give --password-file FILE or set"
              + " TETRARCH_PASSWORD_FILE");
    }
    return prompt.askSecret(question);
  }

  /** The first line of the file. */
  private static char[] read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
    char[] password = new char[decoded.remaining()];
    decoded.get(password);
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(decoded.array(), '\0');
    return password;
  }
}
