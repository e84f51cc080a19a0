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
import org.tetrarch.wallet.transfer.FinalityWait;
import org.tetrarch.wallet.transfer.TransferPlan;

/** What {@code send} prints: lines for people, or one JSON document at the end. */
final class SendReport {
  private final Screen screen;
  private final boolean json;
  private final Chain chain;
  private final TransferPlan plan;
  private final Accounts.Own payer;

  SendReport(Screen screen, boolean json, Chain chain, TransferPlan plan, Accounts.Own payer) {
    this.screen = screen;
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
  }

  void dryRun() {
    if (json) {
      screen.json(toJson().put("sent", false));
    } else {
      screen.line("Nothing was sent: this was a dry run.");
    }
  }

  void sent(Hash hash) {
    if (json) {
      screen.json(toJson().put("sent", true).put("hash", hash.toHex()).put("final", false));
      return;
    }
    line("hash", hash.toHex());
    screen.line("Sent. See when it is final: tetrarch wallet tx " + hash);
  }

  void isFinal(Hash hash, FinalityWait.Final result, Duration time) {
    if (json) {
      ObjectNode root = toJson().put("sent", true).put("hash", hash.toHex());
      FinalityJson.add(root, result);
      screen.json(root.put("millisToFinal", time.toMillis()));
      return;
    }
    line("hash", hash.toHex());
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
