package org.tetrarch.wallet.cli;

import java.util.Map;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.wallet.prompt.Prompt;

/** What surrounds one run of the wallet; tests bring their own. */
record Session(Screen screen, Map<String, String> environment, Prompt prompt) {
  Session {
    environment = Map.copyOf(environment);
  }

  /** How the user called the launcher, for commands that are shown to be copied. */
  String launcher() {
    return environment.getOrDefault("TETRARCH_COMMAND", "tetrarch");
  }
}
