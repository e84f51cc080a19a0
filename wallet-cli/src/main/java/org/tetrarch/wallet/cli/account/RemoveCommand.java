package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.keystore.Keystore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet remove}. */
@Command(
    name = "remove",
    description =
        "Deletes an account's key from this wallet, for good: without a copy its coins are lost.",
    footer = {"", "Example: tetrarch wallet remove savings"})
public final class RemoveCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ACCOUNT", description = "Its name or address.")
  String account = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask. Needed without a terminal.")
  boolean yes;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public RemoveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Keystore.Entry entry = session.accounts().requireEntry(account);
    if (!yes) {
      requireConfirmed(entry);
    }
    session.keystore().remove(entry);
    Screen screen = session.screen();
    String address = String.valueOf(entry.address());
    if (json) {
      screen.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("name", entry.name())
              .put("address", entry.address() == null ? null : address)
              .put("removed", true));
    } else {
      screen.line("Removed " + entry.name() + (entry.address() == null ? "." : "  " + address));
    }
    return ExitCode.OK.code();
  }

  private void requireConfirmed(Keystore.Entry entry) throws IOException, CommandFailure {
    if (!session.prompt().canAsk()) {
      throw new CommandFailure(
          ExitCode.USAGE, "there is no terminal to ask on: add --yes to delete " + entry.file());
    }
    session.screen().flush();
    boolean sure =
        session
            .prompt()
            .confirm(
                "This deletes %s, the key of %s. Without a copy its coins are lost. Delete it? [y/N] "
                    .formatted(entry.file(), entry.address()));
    if (!sure) {
      throw new CommandFailure(ExitCode.FAILURE, "not confirmed: nothing was removed");
    }
  }
}
