package org.tetrarch.wallet.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet balance}. */
@Command(
    name = "balance",
    description = "Shows what an account owns, or all accounts of this wallet.",
    footer = {
      "",
      "Examples: tetrarch wallet balance",
      "          tetrarch wallet balance 0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    })
final class BalanceCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "ACCOUNT",
      description = "A name of this wallet or an address; default: all of this wallet.")
  @Nullable String account;

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  BalanceCommand(Session session) {
    this.session = session;
  }

  private record Line(@Nullable String name, Address address, Wei balance) {}

  @Override
  public Integer call() throws Exception {
    Settings settings = Settings.read(session.environment());
    Keystore keystore = new Keystore(settings.keystoreFolder());
    Accounts accounts = new Accounts(keystore, session);
    if (account != null && account.startsWith("0x")) {
      // A mistyped address is found out before a node is asked.
      Accounts.address(account);
    }
    try (NodeClient node = nodeOptions.connect(settings)) {
      Chain chain = nodeOptions.chain(node, settings);
      List<Line> lines = new ArrayList<>();
      if (account != null) {
        Address address = accounts.recipient(account, chain);
        String name = accounts.nameOf(address, chain);
        lines.add(new Line(name, address, node.balance(address)));
      } else {
        addAll(lines, keystore, accounts, chain, node);
      }
      show(lines, chain);
    }
    return ExitCode.OK.code();
  }

  private static void addAll(
      List<Line> lines, Keystore keystore, Accounts accounts, Chain chain, NodeClient node)
      throws Exception {
    for (Keystore.Entry entry : keystore.entries()) {
      Address address = entry.address();
      if (address != null) {
        lines.add(new Line(entry.name(), address, node.balance(address)));
      }
    }
    if (chain.isDevelopment()) {
      for (Accounts.Public known : accounts.developmentAccounts()) {
        lines.add(new Line(known.name(), known.address(), node.balance(known.address())));
      }
    }
  }

  private void show(List<Line> lines, Chain chain) {
    Screen screen = session.screen();
    if (json) {
      screen.json(toJson(lines, chain));
      return;
    }
    if (lines.isEmpty()) {
      screen.line(
          "This wallet has no account: make one with '" + session.launcher() + " wallet new'");
      return;
    }
    Table table = new Table("name", "address", ">" + chain.symbol());
    lines.forEach(
        line ->
            table.row(
                line.name() == null ? "" : line.name(),
                line.address().checksummed(),
                line.balance().toCoins()));
    table.print(screen, "");
  }

  private static ObjectNode toJson(List<Line> lines, Chain chain) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("chainId", chain.chainId());
    root.put("symbol", chain.symbol());
    ArrayNode accounts = root.putArray("accounts");
    for (Line line : lines) {
      accounts
          .addObject()
          .put("name", line.name())
          .put("address", line.address().checksummed())
          .put("balance", line.balance().toCoins())
          .put("balanceWei", line.balance().toString());
    }
    return root;
  }
}
