package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.keystore.Keystore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet rename}. */
@Command(
    name = "rename",
    description = "Gives an account another name; its key and address stay.",
    footer = {"", "Example: tetrarch wallet rename account1 savings"})
public final class RenameCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its name or address.")
  String account = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "What to call it from now on.")
  String name = "";

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public RenameCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Keystore.Entry entry = session.accounts().requireEntry(account);
    AccountKeeping.requireFreeName(session, name);
    Keystore.Entry renamed = session.keystore().rename(entry, name);
    Screen screen = session.screen();
    if (json) {
      screen.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("oldName", entry.name())
              .put("name", renamed.name())
              .put("file", renamed.file().toString()));
    } else {
      screen.line(entry.name() + " is called " + screen.bold(renamed.name()) + " now.");
    }
    return ExitCode.OK.code();
  }
}
