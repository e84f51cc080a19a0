package org.tetrarch.wallet.cli.transfer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.wallet.chain.Certification;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Connection;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.transfer.TransferPlan;

/**
 * What {@code send} prints: lines for people, or one JSON document at the end. Why it waits goes to
 * the error stream.
 */
final class SendReport {
  private final Session session;
  private final Screen screen;
  private final boolean json;
  private final Connection connection;
  private final Chain chain;
  private final TransferPlan plan;
  private final Accounts.Own payer;
  private String lastNews = "";

  SendReport(
      Session session, boolean json, Connection connection, TransferPlan plan, Accounts.Own payer) {
    this.session = session;
    this.screen = session.screen();
    this.json = json;
    this.connection = connection;
    this.chain = connection.chain();
    this.plan = plan;
    this.payer = payer;
  }

  void plan(@Nullable String recipientName) {
    if (json) {
      return;
    }
    String symbol = chain.symbol();
    boolean isPublic = payer instanceof Accounts.Public;
    session.fact(
        "from",
        payer.name()
            + "  "
            + payer.address()
            + (isPublic ? screen.yellow("  (" + DevelopmentNetwork.PUBLIC_KEY + ")") : ""));
    session.fact("to", (recipientName == null ? "" : recipientName + "  ") + plan.to());
    session.fact("amount", screen.bold(plan.value().toCoins() + " " + symbol));
    session.fact(
        "fee",
        "up to %s %s (%d gas at %s gwei)"
            .formatted(
                plan.maxFee().toCoins(),
                symbol,
                plan.gas(),
                plan.maxFeePerGas().in(Wei.Unit.GWEI)));
    session.fact("nonce", plan.nonce() + order());
    session.fact("chain", String.valueOf(plan.chainId()));
  }

  void dryRun() {
    if (json) {
      screen.json(toJson().put("sent", false));
    } else {
      screen.line("Nothing was sent: this was a dry run.");
    }
  }

  /** It is on its way: from here on its hash is what the user needs, whatever happens. */
  void sent(Hash hash) {
    if (!json) {
      session.fact("hash", hash.toHex());
      screen.flush();
    }
  }

  void notAwaited(Hash hash) {
    if (json) {
      notFinal(hash);
    } else {
      screen.line("Sent. See when it is final: " + session.launcher() + " wallet tx " + hash);
    }
  }

  /** Says where it is while it takes long, each news once. */
  void waiting(String where, Duration elapsed) {
    if (!where.equals(lastNews)) {
      lastNews = where;
      screen
          .err()
          .println(screen.dim("waiting, %.1f s: %s".formatted(elapsed.toMillis() / 1000.0, where)));
      screen.flush();
    }
  }

  /** Leaves a script the hash; a person has it already. */
  void notFinal(Hash hash) {
    if (json) {
      screen.json(toJson().put("sent", true).put("hash", hash.toHex()).put("final", false));
    }
  }

  void isFinal(LightClient.Receipt receipt, Duration time) {
    ProvenReceipt proven = receipt.proven();
    if (json) {
      ObjectNode root = toJson().put("sent", true).put("hash", proven.transaction().hash().toHex());
      ReceiptJson.add(root, proven, chain);
      root.put("millisToFinal", time.toMillis());
      connection.addNodes(root);
      screen.json(root);
      return;
    }
    screen.line(
        "%s in %d ms: block %d, %s"
            .formatted(
                screen.green("Final"),
                time.toMillis(),
                proven.header().number(),
                Certification.of(proven.certificate(), chain).describe()));
    connection.warnOfTroubles();
  }

  /** What comes before it, where something does. */
  private String order() {
    if (plan.nonce() > plan.nextNonce()) {
      return screen.yellow("  (waits until nonce %d is used)".formatted(plan.nonce() - 1));
    }
    if (plan.nonce() < plan.nextNonce()) {
      return screen.yellow("  (replaces a transaction that waits)");
    }
    long waiting = plan.nonce() - plan.usedNonces();
    return waiting == 0 ? "" : "  (after " + waiting + " that the nodes say wait)";
  }

  private ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("chainId", plan.chainId())
        .put("from", plan.from().checksummed())
        .put("to", plan.to().checksummed())
        .put("value", plan.value().toCoins())
        .put("valueWei", plan.value().toString())
        .put("nonce", plan.nonce())
        .put("gas", plan.gas())
        .put("maxFeePerGasWei", plan.maxFeePerGas().toString())
        .put("maxPriorityFeePerGasWei", plan.tipPerGas().toString());
  }
}
