package org.tetrarch.wallet.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a password comes from: a file if one is named, else the person at the terminal. */
public final class Passwords {
  private final Prompt prompt;
  private final @Nullable Path file;

  public Passwords(Prompt prompt, @Nullable Path file) {
    this.prompt = prompt;
    this.file = file;
  }

  /** The password of an account that exists; the caller wipes it. */
  public char[] ask(String account) throws IOException {
    return file == null ? askAtTerminal("Password of " + account + ": ") : PasswordFile.read(file);
  }

  /** The password of an account to be, typed twice; the caller wipes it. */
  public char[] choose(String account) throws IOException {
    char[] chosen =
        file == null ? askTwice("New password for " + account + ": ") : PasswordFile.read(file);
    if (chosen.length == 0) {
      throw new IOException(
          (file == null ? "" : file + ": ")
              + "an empty password protects nothing: choose one; nothing was written");
    }
    return chosen;
  }

  private char[] askTwice(String question) throws IOException {
    char[] first = askAtTerminal(question);
    char[] second = askAtTerminal("The same again: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw new IOException("the two passwords differ: nothing was written");
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
}
