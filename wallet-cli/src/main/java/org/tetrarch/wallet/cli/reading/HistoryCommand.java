package org.tetrarch.wallet.cli.reading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.wallet.chain.Certification;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Connection;
import org.tetrarch.wallet.cli.session.NodeOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.history.AccountHistory;
import org.tetrarch.wallet.history.HistoryReader;
import org.tetrarch.wallet.history.Transfer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet history}. */
@Command(
    name = "history",
    description = {
      "Shows what an account sent and received, newest first. Each line is proven; that nothing is",
      "missing is checked against the proven nonce and, with --all, against the balance."
    },
    footer = {
      "",
      "Examples: tetrarch wallet history savings",
      "          tetrarch wallet history savings --csv > savings.csv"
    })
public final class HistoryCommand implements Callable<Integer> {
  private static final int DEFAULT_LIMIT = 20;

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "ACCOUNT",
      description =
          "An account or a contact by name, or an address; default: the account that pays.")
  @Nullable String account;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many; default 20, and all with --csv.")
  @Nullable Integer limit;

  @Option(names = "--all", description = "All of them.")
  boolean all;

  @Option(names = "--csv", description = "Prints comma-separated values with a header line.")
  boolean csv;

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public HistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    requireGoodOptions();
    if (account != null && Accounts.isAddress(account)) {
      var unused = Accounts.address(account);
    }
    Accounts accounts = session.accounts();
    try (Connection connection = nodeOptions.connect(session)) {
      Address address = address(accounts, connection.chain());
      AccountHistory history = new HistoryReader(connection.client()).read(address, most());
      TransferLines lines = new TransferLines(accounts, connection.chain());
      if (json) {
        session.screen().json(toJson(history, lines, connection));
      } else if (csv) {
        printCsv(history, lines);
        connection.warnOfTroubles();
      } else {
        print(history, lines, connection.chain());
        connection.warnOfTroubles();
      }
    }
    return ExitCode.OK.code();
  }

  private void requireGoodOptions() throws CommandFailure {
    if (limit != null && limit < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--limit must be 1 or more, not " + limit);
    }
    if (limit != null && all) {
      throw new CommandFailure(ExitCode.USAGE, "--limit and --all exclude each other");
    }
    if (csv && json) {
      throw new CommandFailure(ExitCode.USAGE, "--csv and --json exclude each other");
    }
  }

  private int most() {
    if (limit != null) {
      return limit;
    }
    return all || csv ? Integer.MAX_VALUE : DEFAULT_LIMIT;
  }

  private Address address(Accounts accounts, Chain chain) throws Exception {
    if (account != null) {
      return accounts.recipient(account, chain);
    }
    String payer = session.settings().from();
    return payer == null
        ? accounts.onlySender(chain).address()
        : accounts.sender(payer, chain).address();
  }

  private void print(AccountHistory history, TransferLines lines, Chain chain) throws IOException {
    Screen screen = session.screen();
    Table table = new Table("time", ">block", "", "with", ">" + chain.symbol(), "hash");
    for (Transfer transfer : history.transfers()) {
      table.row(
          TransferLines.time(transfer.receipt()),
          String.valueOf(transfer.receipt().header().number()),
          TransferLines.direction(transfer),
          lines.counterparty(transfer),
          TransferLines.change(transfer),
          transfer.receipt().transaction().hash().toHex());
    }
    if (!history.transfers().isEmpty()) {
      table.print(screen, "");
    }
    screen.line(screen.dim(summary(history, chain)));
  }

  private static String summary(AccountHistory history, Chain chain) {
    int count = history.transfers().size();
    String balance =
        "%s %s in block %d, %s"
            .formatted(
                history.account().account().balance().toCoins(),
                chain.symbol(),
                history.account().header().number(),
                Certification.of(history.account().certificate(), chain).describe());
    if (!history.complete()) {
      return "The newest %d; --all shows all. The balance is %s.".formatted(count, balance);
    }
    return count == 0
        ? "No transfer yet. The balance is " + balance + "."
        : "%s, and no more: they add up to the balance of %s."
            .formatted(count == 1 ? "1 transfer" : count + " transfers", balance);
  }

  private void printCsv(AccountHistory history, TransferLines lines) throws IOException {
    Screen screen = session.screen();
    screen.line(TransferLines.CSV_HEADER);
    for (Transfer transfer : history.transfers()) {
      screen.line(lines.csv(transfer));
    }
  }

  private static ObjectNode toJson(
      AccountHistory history, TransferLines lines, Connection connection) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("address", history.account().address().checksummed());
    root.put("balance", history.account().account().balance().toCoins());
    root.put("balanceWei", history.account().account().balance().toString());
    root.put("symbol", connection.chain().symbol());
    root.put("blockNumber", history.account().header().number());
    root.put("complete", history.complete());
    ArrayNode list = root.putArray("transfers");
    for (Transfer transfer : history.transfers()) {
      list.add(lines.json(transfer));
    }
    connection.addNodes(root);
    return root;
  }
}
