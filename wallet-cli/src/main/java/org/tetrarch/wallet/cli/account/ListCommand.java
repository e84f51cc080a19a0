package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.keystore.Keystore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch wallet list}. */
@Command(
    name = "list",
    description = "Lists what names this wallet knows. Asks no node and no password.",
    footer = {"", "Example: tetrarch wallet list"})
public final class ListCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    List<Keystore.Entry> own = session.keystore().entries();
    SortedMap<String, Address> contacts = session.contacts().all();
    List<Accounts.Public> development = session.accounts().developmentAccounts();
    Screen screen = session.screen();
    if (json) {
      screen.json(toJson(own, contacts, development));
      return ExitCode.OK.code();
    }
    Table table = new Table("name", "address", "key");
    own.forEach(entry -> table.row(entry.name(), address(entry), note(entry)));
    contacts.forEach((name, address) -> table.row(name, address.checksummed(), "a contact's"));
    development.forEach(
        account ->
            table.row(
                account.name(),
                account.address().checksummed(),
                "public, for chain " + DevelopmentNetwork.CHAIN_ID + " only"));
    table.print(screen, "");
    if (own.isEmpty()) {
      screen.line("");
      screen.line("Make an account of your own with: " + session.launcher() + " wallet new");
    }
    return ExitCode.OK.code();
  }

  private static String address(Keystore.Entry entry) {
    Address address = entry.address();
    return address == null ? "?" : address.checksummed();
  }

  private static String note(Keystore.Entry entry) {
    if (entry.key() == null) {
      return "unreadable: " + entry.problem();
    }
    return entry.address() == null ? "no address stated: import it" : "under its password";
  }

  private static ObjectNode toJson(
      List<Keystore.Entry> own,
      SortedMap<String, Address> contacts,
      List<Accounts.Public> development) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode accounts = root.putArray("accounts");
    for (Keystore.Entry entry : own) {
      Address address = entry.address();
      accounts
          .addObject()
          .put("name", entry.name())
          .put("address", address == null ? null : address.checksummed())
          .put("kind", "keystore")
          .put("file", entry.file().toString())
          .put("problem", entry.problem());
    }
    contacts.forEach(
        (name, address) ->
            accounts
                .addObject()
                .put("name", name)
                .put("address", address.checksummed())
                .put("kind", "contact"));
    for (Accounts.Public account : development) {
      accounts
          .addObject()
          .put("name", account.name())
          .put("address", account.address().checksummed())
          .put("kind", "development")
          .put("chainId", DevelopmentNetwork.CHAIN_ID);
    }
    return root;
  }
}
