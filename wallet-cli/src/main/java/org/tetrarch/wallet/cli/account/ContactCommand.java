package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet contact}. */
@Command(
    name = "contact",
    description = "Names for the addresses of others, to send to.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: tetrarch wallet contact add alice 0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    })
public final class ContactCommand {
  private final Session session;

  public ContactCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      description = "Lists the contacts.",
      footer = {"", "Example: tetrarch wallet contact list"})
  int list(@Option(names = "--json", description = "Prints JSON.") boolean json) throws Exception {
    SortedMap<String, Address> all = session.contacts().all();
    Screen screen = session.screen();
    if (json) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      all.forEach((name, address) -> list.add(toJson(name, address)));
      screen.json(JsonNodeFactory.instance.objectNode().set("contacts", list));
    } else if (all.isEmpty()) {
      screen.line(
          "No contact yet: add one with "
              + session.launcher()
              + " wallet contact add NAME ADDRESS");
    } else {
      Table table = new Table("name", "address");
      all.forEach((name, address) -> table.row(name, address.checksummed()));
      table.print(screen, "");
    }
    return ExitCode.OK.code();
  }

  @Command(
      name = "add",
      description = "Gives an address a name.",
      footer = {
        "",
        "Example: tetrarch wallet contact add alice 0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
      })
  int add(
      @Parameters(paramLabel = "NAME", description = "What to call it.") String name,
      @Parameters(paramLabel = "ADDRESS", description = "0x and 40 hex digits.") String address,
      @Option(names = "--json", description = "Prints JSON.") boolean json)
      throws Exception {
    Address checked = Accounts.address(address);
    AccountKeeping.requireFreeName(session, name);
    session.contacts().add(name, checked);
    report(json, name, checked, "is a contact now");
    return ExitCode.OK.code();
  }

  @Command(
      name = "rename",
      description = "Gives a contact another name.",
      footer = {"", "Example: tetrarch wallet contact rename alice alice-at-work"})
  int rename(
      @Parameters(paramLabel = "CONTACT", description = "Its name.") String name,
      @Parameters(paramLabel = "NAME", description = "What to call it.") String newName,
      @Option(names = "--json", description = "Prints JSON.") boolean json)
      throws Exception {
    AccountKeeping.requireFreeName(session, newName);
    Address address = session.contacts().rename(name, newName);
    report(json, newName, address, "is the new name of " + name);
    return ExitCode.OK.code();
  }

  @Command(
      name = "remove",
      description = "Forgets a contact.",
      footer = {"", "Example: tetrarch wallet contact remove alice"})
  int remove(
      @Parameters(paramLabel = "CONTACT", description = "Its name.") String name,
      @Option(names = "--json", description = "Prints JSON.") boolean json)
      throws Exception {
    Address address = session.contacts().remove(name);
    report(json, name, address, "is no contact any more");
    return ExitCode.OK.code();
  }

  private void report(boolean json, String name, Address address, String what) {
    if (json) {
      session.screen().json(toJson(name, address));
    } else {
      session.screen().line("%s  %s  %s".formatted(session.screen().bold(name), address, what));
    }
  }

  private static ObjectNode toJson(String name, Address address) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("address", address.checksummed());
  }
}
