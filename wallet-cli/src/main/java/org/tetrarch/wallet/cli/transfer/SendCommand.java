package org.tetrarch.wallet.cli.transfer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.AmountText;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Connection;
import org.tetrarch.wallet.cli.session.NodeOptions;
import org.tetrarch.wallet.cli.session.PasswordOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.journal.Journal;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.settings.SettingsException;
import org.tetrarch.wallet.transfer.FinalityWait;
import org.tetrarch.wallet.transfer.Submission;
import org.tetrarch.wallet.transfer.TransferException;
import org.tetrarch.wallet.transfer.TransferPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet send}. */
@Command(
    name = "send",
    description = {
      "Sends coins and waits until the transfer is final: proven by a quorum's certificate.",
    },
    footer = {
      "",
      "Examples: tetrarch wallet send --from dev0 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1.5",
      "          tetrarch wallet send savings 100gwei --from dev0 --yes",
      "          tetrarch wallet send alice all --from savings"
    })
public final class SendCommand implements Callable<Integer> {
  /** Instead of an amount. */
  private static final String ALL = "all";

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "TO",
      description = "An address, or the name of an account or a contact.")
  String to = "";

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      description =
          "In coins, as 1.5, or with a unit, as 100gwei; 'all' sends what the fee leaves.")
  String amount = "";

  @Option(
      names = "--from",
      paramLabel = "ACCOUNT",
      description = "Who pays; default: 'from' in wallet.properties, or the only account.")
  @Nullable String from;

  @Option(
      names = "--max-fee",
      paramLabel = "PRICE",
      description = "The most to pay per gas, as 2gwei; default: base fee and tip.")
  @Nullable String maxFee;

  @Option(
      names = "--tip",
      paramLabel = "PRICE",
      description = "What the proposer gets per gas, as 1gwei; default none.")
  @Nullable String tip;

  @Option(
      names = "--nonce",
      paramLabel = "N",
      description =
          "The sender's transaction count; default: the next one. That of a transfer from here"
              + " which still waits replaces it, at a fee a tenth higher.")
  @Nullable Long nonce;

  @Option(names = "--no-wait", description = "Returns as soon as the nodes have it.")
  boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "How long to wait until it is final; default ${DEFAULT-VALUE}. When the time is up the"
              + " exit code is 5, and the transfer may still become final.")
  int timeoutSeconds = 30;

  @Option(names = "--dry-run", description = "Shows what would be sent, signs and sends nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask. Nothing is asked without a terminal, either.")
  boolean yes;

  @Mixin PasswordOptions passwordOptions = new PasswordOptions();
  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public SendCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    requireGoodNumbers();
    Accounts accounts = session.accounts();
    if (Accounts.isAddress(to)) {
      // A mistyped address is found out before a node is asked.
      var unused = Accounts.address(to);
    }
    try (Connection connection = nodeOptions.connect(session)) {
      Chain chain = connection.chain();
      Accounts.Own payer = payer(accounts, chain);
      TransferPlan.Wish wish = wish(payer, accounts, connection);
      TransferPlan plan =
          TransferPlan.make(wish, chain, connection.client().sender(payer.address()));
      SendReport report = new SendReport(session, json, connection, plan, payer);
      report.plan(accounts.nameOf(plan.to(), chain));
      plan.requireSound(payer.name(), chain.symbol());
      if (dryRun) {
        report.dryRun();
        return ExitCode.OK.code();
      }
      if (!confirmed()) {
        throw new CommandFailure(ExitCode.FAILURE, "not confirmed: nothing was sent");
      }
      send(sign(plan, payer), connection, report);
    }
    return ExitCode.OK.code();
  }

  private void requireGoodNumbers() throws CommandFailure {
    if (nonce != null && nonce < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--nonce must be 0 or more, not " + nonce);
    }
    if (timeoutSeconds < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--timeout must be 1 second or more");
    }
  }

  private Accounts.Own payer(Accounts accounts, Chain chain)
      throws IOException, KeystoreException, CommandFailure, SettingsException {
    String named = from == null ? session.settings().from() : from;
    return named == null ? accounts.onlySender(chain) : accounts.sender(named, chain);
  }

  private TransferPlan.Wish wish(Accounts.Own payer, Accounts accounts, Connection connection)
      throws IOException, KeystoreException, CommandFailure, SettingsException {
    String symbol = connection.chain().symbol();
    Address recipient = accounts.recipient(to, connection.chain());
    try {
      Wei value = amount.equals(ALL) ? null : AmountText.parse(amount, symbol);
      Wei maxFeePrice = maxFee == null ? null : AmountText.parseWithUnit(maxFee, symbol);
      Wei tipPrice = tip == null ? null : AmountText.parseWithUnit(tip, symbol);
      TransferPlan.Wish wish =
          new TransferPlan.Wish(payer.address(), recipient, value, maxFeePrice, tipPrice, nonce);
      for (Journal.Entry entry : connection.journal().all()) {
        wish = wish.replacing(entry.transaction());
      }
      return wish;
    } catch (MalformedException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private boolean confirmed() throws IOException {
    session.screen().flush();
    return yes || !session.prompt().canAsk() || session.prompt().confirm("Send it? [y/N] ");
  }

  private SignedTransaction sign(TransferPlan plan, Accounts.Own payer)
      throws IOException, SettingsException, CommandFailure {
    PrivateKey key = Accounts.unlock(payer, passwordOptions.passwords(session));
    try {
      return plan.unsigned().sign(key);
    } finally {
      key.destroy();
    }
  }

  private void send(SignedTransaction signed, Connection connection, SendReport report)
      throws Exception {
    Hash hash = signed.hash();
    Journal journal = connection.journal();
    journal.keep(signed, Instant.now());
    long start = System.nanoTime();
    Submission submission = submit(signed, connection.nodes(), journal);
    report.sent(hash);
    try {
      if (noWait) {
        requireTaken(submission, hash);
        report.notAwaited(hash);
        return;
      }
      LightClient.Receipt receipt =
          new FinalityWait(connection.client())
              .await(hash, Duration.ofSeconds(timeoutSeconds), report::waiting);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      journal.forget(hash);
      report.isFinal(receipt, time);
    } catch (TransferException e) {
      report.notFinal(hash);
      throw e.kind() == TransferException.Kind.REJECTED ? e : withAdvice(e, hash);
    }
  }

  /** A transfer that nobody took is not under way, and nothing to remember. */
  private Submission submit(SignedTransaction signed, Nodes nodes, Journal journal)
      throws Exception {
    try {
      return Submission.submit(signed, nodes, noWait ? Nodes.GRACE : Duration.ZERO);
    } catch (TransferException | NoAnswerException e) {
      journal.forget(signed.hash());
      throw e;
    }
  }

  private static void requireTaken(Submission submission, Hash hash) throws TransferException {
    if (submission.takenBy().isEmpty()) {
      throw new TransferException(
          TransferException.Kind.NOT_FINAL_IN_TIME,
          "transaction %s was sent, but no node said that it has it".formatted(hash));
    }
  }

  /** Whoever sends it again, with the next nonce, may pay twice. */
  private TransferException withAdvice(TransferException failure, Hash hash) {
    return new TransferException(
        failure.kind(),
        "%s; it may still become final, so do not send it again but look: %s wallet tx %s"
            .formatted(failure.getMessage(), session.launcher(), hash));
  }
}
