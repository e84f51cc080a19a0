package org.tetrarch.wallet.cli.reading;

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
import org.tetrarch.ledger.proof.ProvenAccount;
import org.tetrarch.wallet.chain.Certification;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Connection;
import org.tetrarch.wallet.cli.session.NodeOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.network.LightClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet balance}. */
@Command(
    name = "balance",
    description = {
      "Shows what an account owns, or all accounts of this wallet.",
      "Every balance is proven by a quorum's certificate; a node that tells another is named."
    },
    footer = {
      "",
      "Examples: tetrarch wallet balance",
      "          tetrarch wallet balance 0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    })
public final class BalanceCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "ACCOUNT",
      description = "An account or a contact by name, or an address; default: all of this wallet.")
  @Nullable String account;

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public BalanceCommand(Session session) {
    this.session = session;
  }

  private record Line(@Nullable String name, Address address, Wei balance) {}

  @Override
  public Integer call() throws Exception {
    Accounts accounts = session.accounts();
    if (account != null && Accounts.isAddress(account)) {
      // A mistyped address is found out before a node is asked.
      var unused = Accounts.address(account);
    }
    try (Connection connection = nodeOptions.connect(session)) {
      Chain chain = connection.chain();
      List<Address> addresses =
          account == null ? accounts.all(chain) : List.of(accounts.recipient(account, chain));
      LightClient.Snapshot snapshot = connection.client().accounts(addresses);
      List<Line> lines = new ArrayList<>();
      for (Address address : addresses) {
        ProvenAccount proven = snapshot.accounts().get(address);
        if (proven != null) {
          String name = accounts.nameOf(address, chain);
          lines.add(new Line(name, address, proven.account().balance()));
        }
      }
      show(lines, snapshot, connection);
    }
    return ExitCode.OK.code();
  }

  private void show(List<Line> lines, LightClient.Snapshot snapshot, Connection connection) {
    Chain chain = connection.chain();
    Screen screen = session.screen();
    if (json) {
      ObjectNode root = toJson(lines, snapshot, chain);
      connection.addNodes(root);
      screen.json(root);
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
    screen.line(screen.dim("In block " + where(snapshot, chain) + "."));
    connection.warnOfTroubles();
  }

  private static String where(LightClient.Snapshot snapshot, Chain chain) {
    return snapshot.header().number()
        + ", "
        + snapshot.accounts().values().stream()
            .findFirst()
            .map(proven -> Certification.of(proven.certificate(), chain).describe())
            .orElse("");
  }

  private static ObjectNode toJson(List<Line> lines, LightClient.Snapshot snapshot, Chain chain) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("chainId", chain.chainId());
    root.put("symbol", chain.symbol());
    root.put("blockNumber", snapshot.header().number());
    root.put("blockHash", snapshot.header().hash().toHex());
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
