package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.mnemonic.EthereumAccounts;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.keystore.Keystore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet show}. */
@Command(
    name = "show",
    description = {
      "Shows an account or a contact: its address, and where its key is and how it is kept.",
      "Asks no node and no password; a key is never shown."
    },
    footer = {"", "Example: tetrarch wallet show savings"})
public final class ShowCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "An account or a contact, by name or address.")
  String name = "";

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Accounts accounts = session.accounts();
    Optional<Keystore.Entry> entry = accounts.entry(name);
    Optional<Accounts.Public> development = accounts.development(name);
    Optional<Shown> contact = contact();
    Shown shown;
    if (entry.isEmpty() && development.isPresent()) {
      shown = shown(development.get());
    } else if (entry.isEmpty() && contact.isPresent()) {
      shown = contact.get();
    } else {
      shown = shown(accounts.readable(accounts.requireEntry(name)), accounts);
    }
    print(shown);
    return ExitCode.OK.code();
  }

  /** What is shown; {@code file} is null where no file holds the key. */
  private record Shown(
      String name, Address address, String kind, String key, @Nullable Path file) {}

  private Optional<Shown> contact() throws Exception {
    Address address = Accounts.isAddress(name) ? Accounts.address(name) : null;
    return session.contacts().all().entrySet().stream()
        .filter(
            contact ->
                address == null
                    ? contact.getKey().equals(name)
                    : contact.getValue().equals(address))
        .map(
            contact ->
                new Shown(
                    contact.getKey(), contact.getValue(), "contact", "not in this wallet", null))
        .findFirst();
  }

  private static Shown shown(Accounts.Public known) {
    String key =
        "public, for chain %d only: %s of the mnemonic \"%s\""
            .formatted(
                DevelopmentNetwork.CHAIN_ID,
                EthereumAccounts.path(known.index()),
                DevelopmentNetwork.MNEMONIC);
    return new Shown(known.name(), known.address(), "development", key, null);
  }

  private static Shown shown(Accounts.Locked locked, Accounts accounts) throws Exception {
    Path file = accounts.requireEntry(locked.name()).file();
    String key = "under its password (" + locked.key().protection() + ")";
    return new Shown(locked.name(), locked.address(), "keystore", key, file);
  }

  private void print(Shown shown) {
    if (json) {
      ObjectNode root =
          JsonNodeFactory.instance
              .objectNode()
              .put("name", shown.name())
              .put("address", shown.address().checksummed())
              .put("kind", shown.kind())
              .put("key", shown.key());
      if (shown.file() != null) {
        root.put("file", shown.file().toString());
      }
      session.screen().json(root);
      return;
    }
    session.fact("name", shown.name());
    session.fact("address", session.screen().bold(shown.address().checksummed()));
    session.fact("key", shown.key());
    if (shown.file() != null) {
      session.fact("file", shown.file().toString());
    }
  }
}
