package org.tetrarch.wallet.cli;

import java.util.Map;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.wallet.prompt.Prompt;

/** What surrounds one run of the wallet; tests bring their own. */
record Session(Screen screen, Map<String, String> environment, Prompt prompt) {
  Session {
    environment = Map.copyOf(environment);
  }
}
