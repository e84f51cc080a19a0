package org.tetrarch.wallet.cli.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.proof.ProvenAccount;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Connection;
import org.tetrarch.wallet.cli.session.NodeOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.history.HistoryReader;
import org.tetrarch.wallet.history.Transfer;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.NoAnswerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet watch}. */
@Command(
    name = "watch",
    description = {
      "Shows transfers of some accounts as they become final, each proven, until Ctrl-C."
    },
    footer = {
      "",
      "Examples: tetrarch wallet watch",
      "          tetrarch wallet watch savings --count 1   (waits for one payment)"
    })
public final class WatchCommand implements Callable<Integer> {
  private static final long PERIOD_MILLIS = 500;

  private final Session session;
  private String lastTrouble = "";

  @Parameters(
      arity = "0..*",
      paramLabel = "ACCOUNT",
      description = "Accounts or contacts by name, or addresses; default: all of this wallet.")
  List<String> names = List.of();

  @Option(names = "--count", paramLabel = "N", description = "Ends after so many transfers.")
  @Nullable Integer count;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Ends after so long; exit code 5 if --count was not reached.")
  @Nullable Integer timeoutSeconds;

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints one line of JSON for each transfer.")
  boolean json;

  public WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    requireGoodNumbers();
    for (String name : names) {
      if (Accounts.isAddress(name)) {
        var unused = Accounts.address(name);
      }
    }
    Accounts accounts = session.accounts();
    try (Connection connection = nodeOptions.connect(session)) {
      List<Address> addresses = addresses(accounts, connection.chain());
      LightClient.Snapshot start = connection.client().accounts(addresses);
      begin(start, connection, addresses.size());
      return watch(addresses, start, connection, accounts);
    }
  }

  private void requireGoodNumbers() throws CommandFailure {
    if (count != null && count < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--count must be 1 or more, not " + count);
    }
    if (timeoutSeconds != null && timeoutSeconds < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--timeout must be 1 second or more");
    }
  }

  private List<Address> addresses(Accounts accounts, Chain chain) throws Exception {
    SequencedSet<Address> addresses = new LinkedHashSet<>();
    for (String name : names) {
      addresses.add(accounts.recipient(name, chain));
    }
    return names.isEmpty() ? accounts.all(chain) : List.copyOf(addresses);
  }

  private void begin(LightClient.Snapshot start, Connection connection, int accounts) {
    if (!json) {
      session
          .screen()
          .line(
              session
                  .screen()
                  .dim(
                      "Watching %d account%s from block %d on; Ctrl-C ends."
                          .formatted(accounts, accounts == 1 ? "" : "s", start.header().number())));
    }
    connection.warnOfTroubles();
  }

  private int watch(
      List<Address> addresses, LightClient.Snapshot start, Connection connection, Accounts accounts)
      throws Exception {
    long deadline =
        timeoutSeconds == null
            ? Long.MAX_VALUE
            : System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    LightClient.Snapshot last = start;
    int shown = 0;
    while (count == null || shown < count) {
      if (System.nanoTime() > deadline) {
        return (count == null ? ExitCode.OK : ExitCode.NOT_FINAL_IN_TIME).code();
      }
      try {
        LightClient.Snapshot now = connection.client().accounts(addresses);
        if (now.header().number() > last.header().number()) {
          for (ProvenReceipt receipt : news(last, now, connection)) {
            show(receipt, connection.chain(), accounts);
            shown++;
          }
          last = now;
        }
        lastTrouble = "";
      } catch (NoAnswerException e) {
        warn(String.valueOf(e.getMessage()));
      }
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
    }
    return ExitCode.OK.code();
  }

  /** What became final in between, in its order; a transfer between two watched accounts once. */
  private static List<ProvenReceipt> news(
      LightClient.Snapshot last, LightClient.Snapshot now, Connection connection)
      throws NoAnswerException {
    HistoryReader reader = new HistoryReader(connection.client());
    SortedMap<Long, ProvenReceipt> receipts = new TreeMap<>();
    for (ProvenAccount account : now.accounts().values()) {
      ProvenAccount before = last.accounts().get(account.address());
      if (before != null && !before.account().equals(account.account())) {
        for (Transfer transfer : reader.readAbove(last.header().number(), account).transfers()) {
          ProvenReceipt receipt = transfer.receipt();
          receipts.put(place(receipt), receipt);
        }
      }
    }
    return List.copyOf(receipts.values());
  }

  /** Rises from block to block and within each; a block holds fewer transactions than this. */
  private static long place(ProvenReceipt receipt) {
    return receipt.header().number() << Integer.SIZE | receipt.index();
  }

  private void show(ProvenReceipt receipt, Chain chain, Accounts accounts) throws IOException {
    Screen screen = session.screen();
    SignedTransaction transaction = receipt.transaction();
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("hash", transaction.hash().toHex());
      root.put("from", transaction.sender().checksummed());
      root.put("to", transaction.to().checksummed());
      root.put("value", transaction.value().toCoins());
      root.put("valueWei", transaction.value().toString());
      root.put("blockNumber", receipt.header().number());
      root.put("timestampMillis", receipt.header().timestampMillis());
      screen.line(root.toString());
    } else {
      screen.line(
          "%s  %s → %s  %s  %s"
              .formatted(
                  TransferLines.time(receipt),
                  named(transaction.sender(), chain, accounts),
                  named(transaction.to(), chain, accounts),
                  screen.bold(transaction.value().toCoins() + " " + chain.symbol()),
                  screen.dim("block " + receipt.header().number() + "  " + transaction.hash())));
    }
    screen.flush();
  }

  private static String named(Address address, Chain chain, Accounts accounts) throws IOException {
    String name = accounts.nameOf(address, chain);
    return name == null ? address.checksummed() : name;
  }

  /** Says each trouble once: the next block may come all the same. */
  private void warn(String trouble) {
    if (!trouble.equals(lastTrouble)) {
      lastTrouble = trouble;
      session.screen().err().println(session.screen().yellow("warning:") + " " + trouble);
      session.screen().flush();
    }
  }
}
