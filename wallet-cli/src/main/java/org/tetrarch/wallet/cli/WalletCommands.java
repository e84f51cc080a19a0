package org.tetrarch.wallet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.tetrarch.genesis.terminal.CommandTree;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.prompt.ConsolePrompt;
import picocli.CommandLine;

/** {@code wallet} and what is below it. */
public final class WalletCommands implements CommandTree {
  @Override
  public SequencedMap<String, CommandLine> commands() {
    Session session = new Session(Screen.ofProcess(Map.of()), Map.of(), new ConsolePrompt());
    return new LinkedHashMap<>(
        Map.of("wallet", new CommandLine(new WalletMain(), new SessionFactory(session))));
  }
}
