package org.tetrarch.wallet.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.network.Reply;
import org.tetrarch.wallet.rpc.TransactionStatus;
import org.tetrarch.wallet.rpc.TransactionStatus.Stage;

/**
 * Where a transaction is on its way, as each node tells it: their own words, of which some may be
 * lies. Believed is what more nodes say than may lie; what fewer say is told as their word alone.
 * What is final is proven, and not told here.
 *
 * @param views in the order of the nodes
 * @param quorum how many signatures make it final
 * @param enough how many nodes must say a thing so that an honest one is among them; all, where
 *     fewer than that are asked
 */
public record Whereabouts(List<Reply<TransactionStatus>> views, int quorum, int enough) {
  public Whereabouts {
    views = List.copyOf(views);
  }

  /** Of a chain's transaction, as these of the nodes that were asked tell it. */
  static Whereabouts of(List<Reply<TransactionStatus>> views, LightClient client) {
    Genesis genesis = client.chain().genesis();
    return new Whereabouts(
        views, genesis.quorum(), Math.min(genesis.f() + 1, client.nodes().count()));
  }

  /**
   * Asks all nodes.
   *
   * @param most how long to wait for them
   */
  static Whereabouts ask(Hash transaction, LightClient client, Duration most)
      throws NoAnswerException, InterruptedException {
    Nodes nodes = client.nodes();
    return of(nodes.inOrder(nodes.ask(node -> node.within(most).status(transaction))), client);
  }

  /**
   * How far it is by the word of enough nodes. Who has it outweighs who has given it up; if fewer
   * than enough have it, it waits, however far they say that it is.
   */
  public Stage stage() {
    List<Stage> alive =
        views.stream()
            .map(view -> claim(view.value()))
            .filter(Stage::isAlive)
            .sorted(Comparator.reverseOrder())
            .toList();
    if (!alive.isEmpty()) {
      return alive.size() < enough ? Stage.PENDING : alive.get(enough - 1);
    }
    List<Stage> givenUp =
        views.stream().map(view -> claim(view.value())).filter(Whereabouts::isGivenUp).toList();
    if (givenUp.isEmpty() || givenUp.size() < enough) {
      return Stage.UNKNOWN;
    }
    return givenUp.contains(Stage.DROPPED) ? Stage.DROPPED : Stage.REPLACED;
  }

  /** Whether enough nodes say that it is on its way, if it is. */
  public boolean isVouchedFor() {
    return at(Stage::isAlive).size() >= enough;
  }

  /** Who says that it is final and proves nothing says no more than that it is executed. */
  private static Stage claim(TransactionStatus status) {
    return status.stage() == Stage.FINAL ? Stage.INCLUDED : status.stage();
  }

  private static boolean isGivenUp(Stage stage) {
    return stage == Stage.REPLACED || stage == Stage.DROPPED;
  }

  /** For people, as the rest of a sentence about the transaction. */
  public String describe() {
    String believed =
        switch (stage()) {
          case INCLUDED, FINAL -> describeExecuted();
          case IN_BATCH -> describeOrdered();
          case PENDING -> describeWaiting();
          case REPLACED, DROPPED -> reason();
          case UNKNOWN -> "no node that answers knows it";
        };
    return believed + unconfirmed();
  }

  private String describeExecuted() {
    List<String> executed = at(stage -> stage == Stage.INCLUDED);
    return "executed%s and signed by %s: %d of the %d signatures that make it final"
        .formatted(
            height(" in block "),
            String.join(", ", executed),
            Math.min(executed.size(), quorum),
            quorum);
  }

  private String describeOrdered() {
    List<String> ordered = at(stage -> stage == Stage.IN_BATCH);
    List<String> waiting = at(stage -> stage == Stage.PENDING);
    return "being ordered%s%s%s"
        .formatted(
            height(" in batch "),
            ordered.isEmpty() ? "" : " at " + String.join(", ", ordered),
            waiting.isEmpty() ? "" : "; still waits at " + String.join(", ", waiting));
  }

  private String describeWaiting() {
    List<String> waiting = at(stage -> stage == Stage.PENDING);
    String reason = reason();
    String why = reason.isEmpty() ? "waits for the primary to propose it" : reason;
    return waiting.isEmpty() ? why : why + ", at " + String.join(", ", waiting);
  }

  /** What too few say to be believed. */
  private String unconfirmed() {
    Stage stage = stage();
    StringBuilder text = new StringBuilder();
    append(text, at(said -> said.isAlive() && said.compareTo(stage) > 0), "is further");
    if (stage == Stage.UNKNOWN) {
      append(text, at(Whereabouts::isGivenUp), "gave it up");
    }
    if (stage == Stage.PENDING && !isVouchedFor()) {
      text.append("; no other node confirms that it is on its way");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> nodes, String claim) {
    if (!nodes.isEmpty()) {
      text.append("; only %s says that it %s".formatted(String.join(", ", nodes), claim));
    }
  }

  /**
   * Why it is there: why it was given up, what it waits for. What fewer than enough nodes say is
   * said to be theirs.
   */
  public String reason() {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Reply<TransactionStatus> view : views) {
      TransactionStatus status = view.value();
      if (claim(status) == stage() && !status.reason().isEmpty()) {
        reasons.computeIfAbsent(status.reason(), key -> new ArrayList<>()).add(view.node().name());
      }
    }
    return reasons.entrySet().stream()
        .map(
            said ->
                said.getValue().size() >= enough
                    ? said.getKey()
                    : said.getKey() + " (says " + String.join(", ", said.getValue()) + ")")
        .collect(Collectors.joining("; "));
  }

  private List<String> at(Predicate<Stage> which) {
    return views.stream()
        .filter(view -> which.test(claim(view.value())))
        .map(view -> view.node().name())
        .toList();
  }

  /** The height that enough nodes name. */
  private String height(String before) {
    Map<Long, Integer> named = new LinkedHashMap<>();
    for (Reply<TransactionStatus> view : views) {
      OptionalLong height = view.value().height();
      if (claim(view.value()) == stage() && height.isPresent()) {
        named.merge(height.getAsLong(), 1, Integer::sum);
      }
    }
    return named.entrySet().stream()
        .filter(height -> height.getValue() >= enough)
        .map(height -> before + height.getKey())
        .findFirst()
        .orElse("");
  }
}
