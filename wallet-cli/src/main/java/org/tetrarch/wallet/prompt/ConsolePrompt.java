package org.tetrarch.wallet.prompt;

import java.io.Console;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
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
  public boolean confirm(String question) throws IOException {
    String answer = console().readLine("%s", question);
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  @Override
  public char[] readInput(int most) throws IOException {
    char[] buffer = new char[most];
    int length = 0;
    Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    while (length < most) {
      int count = in.read(buffer, length, most - length);
      if (count < 0) {
        break;
      }
      length += count;
    }
    char[] input = Arrays.copyOf(buffer, length);
    Arrays.fill(buffer, '\0');
    return input;
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
