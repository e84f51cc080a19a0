package org.tetrarch.wallet.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.transfer.Standing;
import org.tetrarch.wallet.transfer.TransferPlan;

/**
 * What {@code send} prints: lines for people, or one JSON document at the end. Why it waits goes to
 * the error stream.
 */
final class SendReport {
  /** A transfer is final much sooner than this when all is well: then there is nothing to say. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Session session;
  private final Screen screen;
  private final boolean json;
  private final Chain chain;
  private final TransferPlan plan;
  private final Accounts.Own payer;
  private String lastReason = "";

  SendReport(Session session, boolean json, Chain chain, TransferPlan plan, Accounts.Own payer) {
    this.session = session;
    this.screen = session.screen();
    this.json = json;
    this.chain = chain;
    this.plan = plan;
    this.payer = payer;
  }

  void plan(@Nullable String recipientName) {
    if (json) {
      return;
    }
    String symbol = chain.symbol();
    boolean isPublic = payer instanceof Accounts.Public;
    line(
        "from",
        payer.name()
            + "  "
            + payer.address()
            + (isPublic ? screen.yellow("  (" + DevelopmentNetwork.PUBLIC_KEY + ")") : ""));
    line("to", (recipientName == null ? "" : recipientName + "  ") + plan.to());
    line("amount", screen.bold(plan.value().toCoins() + " " + symbol));
    line(
        "fee",
        "up to %s %s (%d gas at %s gwei)"
            .formatted(
                plan.maxFee().toCoins(),
                symbol,
                plan.gas(),
                plan.maxFeePerGas().in(Wei.Unit.GWEI)));
    line("nonce", String.valueOf(plan.nonce()));
    line(
        "chain",
        plan.chainId()
            + (chain.isKnown()
                ? ""
                : screen.yellow("  (the node says: no genesis file of it is here)")));
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
      line("hash", hash.toHex());
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

  /** Says why it takes so long, each reason once. */
  void waiting(String reason, Duration elapsed) {
    if (elapsed.compareTo(SILENCE) > 0 && !reason.equals(lastReason)) {
      lastReason = reason;
      screen.err().println(screen.dim("waiting: " + reason));
      screen.flush();
    }
  }

  /** Leaves a script the hash; a person has it already. */
  void notFinal(Hash hash) {
    if (json) {
      screen.json(toJson().put("sent", true).put("hash", hash.toHex()).put("final", false));
    }
  }

  void isFinal(Hash hash, Standing.Final result, Duration time) {
    if (json) {
      ObjectNode root = toJson().put("sent", true).put("hash", hash.toHex());
      FinalityJson.add(root, result);
      screen.json(root.put("millisToFinal", time.toMillis()));
      return;
    }
    screen.line(
        "%s in %d ms: block %d, %s"
            .formatted(
                screen.green("Final"),
                time.toMillis(),
                result.inclusion().height(),
                result.finality().describe()));
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

  private void line(String name, String value) {
    screen.line("  " + screen.dim("%-8s".formatted(name)) + value);
  }
}
