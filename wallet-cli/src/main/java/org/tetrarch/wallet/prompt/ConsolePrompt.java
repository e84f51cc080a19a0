package org.tetrarch.wallet.prompt;

import java.io.Console;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import org.tetrarch.genesis.terminal.Screen;

/** The process's own terminal and standard input. */
public final class ConsolePrompt implements Prompt {
  @Override
  public boolean canAsk() {
    return Screen.isTerminal();
  }

  @Override
  public char[] askSecret(String question) throws IOException {
    char[] answer = console().readPassword("%s", question);
    if (answer == null) {
      throw new EOFException("nothing was typed");
    }
    return answer;
  }

  @Override
  public void showSecret(String remark, char[] secret) throws IOException {
    PrintWriter terminal = console().writer();
    terminal.println(remark);
    terminal.println();
    terminal.print("    ");
    terminal.println(secret);
    terminal.println();
    terminal.flush();
  }

  @Override
  public boolean confirm(String question) throws IOException {
    String answer = console().readLine("%s", question);
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  @Override
  public char[] readInput(int most) throws IOException {
    byte[] bytes = new byte[most + 1];
    // Not System.in, whose buffer would keep what was read. Standard input is not ours to close.
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    try {
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length > most) {
        throw new IOException("standard input holds more than the " + most + " bytes of a secret");
      }
      return SecretText.decode(bytes, length, "standard input");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 21 answers null without a terminal
  private static Console console() throws IOException {
    Console console = System.console();
    if (console == null) {
      throw new IOException("there is no terminal to ask on");
    }
    return console;
  }
}
