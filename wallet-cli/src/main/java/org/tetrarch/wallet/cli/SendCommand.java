package org.tetrarch.wallet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.tetrarch.wallet.chain.ChainException;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.prompt.Passwords;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.settings.Settings;
import org.tetrarch.wallet.settings.SettingsException;
import org.tetrarch.wallet.transfer.FinalityWait;
import org.tetrarch.wallet.transfer.Standing;
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
    description = "Sends coins and waits until the transfer is final: certified by a quorum.",
    footer = {
      "",
      "Examples: tetrarch wallet send --from dev0 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1.5",
      "          tetrarch wallet send savings 100gwei --from dev0 --yes"
    })
final class SendCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "TO", description = "An address, or an account's name.")
  String to = "";

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      description = "In coins, as 1.5, or with a unit, as 100gwei.")
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
      description = "The sender's transaction count; default: the next one.")
  @Nullable Long nonce;

  @Option(names = "--no-wait", description = "Returns as soon as the node has accepted it.")
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

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password in its first line; else TETRARCH_PASSWORD_FILE, or asked.")
  @Nullable Path passwordFile;

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  SendCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    requireGoodNumbers();
    Settings settings = Settings.read(session.environment());
    Accounts accounts = new Accounts(new Keystore(settings.keystoreFolder()), session);
    if (to.startsWith("0x")) {
      // A mistyped address is found out before a node is asked.
      Accounts.address(to);
    }
    try (NodeClient node = nodeOptions.connect(settings)) {
      Chain chain = nodeOptions.chain(node, settings);
      Accounts.Own payer = payer(accounts, settings, chain);
      TransferPlan plan = TransferPlan.make(wish(payer, accounts, chain), chain.chainId(), node);
      SendReport report = new SendReport(session, json, chain, plan, payer);
      report.plan(accounts.nameOf(plan.to(), chain));
      plan.requireSound(payer.name(), chain.symbol());
      if (dryRun) {
        report.dryRun();
        return ExitCode.OK.code();
      }
      if (!confirmed()) {
        throw new CommandFailure(ExitCode.FAILURE, "not confirmed: nothing was sent");
      }
      SignedTransaction signed = sign(plan, payer, settings);
      send(signed, node, chain, report);
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

  private Accounts.Own payer(Accounts accounts, Settings settings, Chain chain)
      throws IOException, KeystoreException, CommandFailure {
    String named = from == null ? settings.from() : from;
    return named == null ? accounts.onlySender(chain) : accounts.sender(named, chain);
  }

  private TransferPlan.Wish wish(Accounts.Own payer, Accounts accounts, Chain chain)
      throws IOException, KeystoreException, CommandFailure {
    Address recipient = accounts.recipient(to, chain);
    try {
      Wei value = AmountText.parse(amount, chain.symbol());
      Wei maxFeePrice = maxFee == null ? null : AmountText.parseWithUnit(maxFee, chain.symbol());
      Wei tipPrice = tip == null ? null : AmountText.parseWithUnit(tip, chain.symbol());
      return new TransferPlan.Wish(payer.address(), recipient, value, maxFeePrice, tipPrice, nonce);
    } catch (MalformedException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private boolean confirmed() throws IOException {
    session.screen().flush();
    return yes || !session.prompt().canAsk() || session.prompt().confirm("Send it? [y/N] ");
  }

  private SignedTransaction sign(TransferPlan plan, Accounts.Own payer, Settings settings)
      throws IOException, SettingsException, CommandFailure {
    Passwords passwords = new Passwords(session.prompt(), settings.passwordFile(passwordFile));
    PrivateKey key = Accounts.unlock(payer, passwords);
    try {
      return plan.unsigned().sign(key);
    } finally {
      key.destroy();
    }
  }

  private void send(SignedTransaction signed, NodeClient node, Chain chain, SendReport report)
      throws Exception {
    Hash hash = signed.hash();
    long start = System.nanoTime();
    boolean taken = Submission.submit(signed, node);
    report.sent(hash);
    try {
      if (noWait) {
        requireTaken(taken, hash, node);
        report.notAwaited(hash);
        return;
      }
      Standing.Final result =
          new FinalityWait(node, chain)
              .await(hash, Duration.ofSeconds(timeoutSeconds), report::waiting);
      report.isFinal(hash, result, Duration.ofNanos(System.nanoTime() - start));
    } catch (TransferException e) {
      report.notFinal(hash);
      throw e.kind() == TransferException.Kind.REJECTED ? e : withAdvice(e, hash);
    } catch (ChainException e) {
      report.notFinal(hash);
      throw new ChainException("transaction " + hash + " was sent, but " + e.getMessage());
    }
  }

  private static void requireTaken(boolean taken, Hash hash, NodeClient node)
      throws TransferException {
    if (!taken) {
      throw new TransferException(
          TransferException.Kind.NOT_FINAL_IN_TIME,
          "transaction %s was sent, but %s did not say that it has it".formatted(hash, node.uri()));
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
