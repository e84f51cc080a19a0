package org.tetrarch.node.cli;

import java.io.Console;
import java.util.Locale;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;

/** Asks before something is deleted. */
final class Confirmation {
  private Confirmation() {}

  /** Returns if the user agrees; where nobody can be asked, {@code --yes} is the answer. */
  static void ask(Screen screen, String question) throws CommandFailure {
    Console console = Screen.isTerminal() ? System.console() : null;
    if (console == null) {
      throw new CommandFailure(ExitCode.USAGE, question + " Nobody can be asked here: add --yes");
    }
    screen.err().print(question + " [y/N] ");
    screen.flush();
    String answer = console.readLine();
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw new CommandFailure(ExitCode.FAILURE, "nothing was deleted");
    }
  }
}
