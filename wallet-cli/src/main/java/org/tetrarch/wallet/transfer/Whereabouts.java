package org.tetrarch.wallet.transfer;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.network.Reply;
import org.tetrarch.wallet.rpc.TransactionStatus;
import org.tetrarch.wallet.rpc.TransactionStatus.Stage;

/**
 * Where a transaction is on its way, as each node tells it: their own words, of which some may be
 * lies. What is final is proven, and not told here.
 *
 * @param views in the order of the nodes
 * @param quorum how many signatures make it final
 */
public record Whereabouts(List<Reply<TransactionStatus>> views, int quorum) {
  public Whereabouts {
    views = List.copyOf(views);
  }

  /**
   * Asks all nodes.
   *
   * @param most how long to wait for them
   */
  static Whereabouts ask(Hash transaction, Nodes nodes, int quorum, Duration most)
      throws NoAnswerException, InterruptedException {
    return new Whereabouts(
        nodes.inOrder(nodes.ask(node -> node.within(most).status(transaction))), quorum);
  }

  /** How far it is where it is furthest; who has it outweighs who has given it up. */
  public Stage stage() {
    return views.stream()
        .map(view -> view.value().stage())
        .max(Comparator.comparing(Stage::isAlive).thenComparing(Comparator.naturalOrder()))
        .orElse(Stage.UNKNOWN);
  }

  /** For people, as the rest of a sentence about the transaction. */
  public String describe() {
    List<String> executed = at(stage -> stage == Stage.INCLUDED || stage == Stage.FINAL);
    if (!executed.isEmpty()) {
      return "executed%s and signed by %s: %d of the %d signatures that make it final"
          .formatted(
              height(" in block "),
              String.join(", ", executed),
              Math.min(executed.size(), quorum),
              quorum);
    }
    List<String> ordered = at(stage -> stage == Stage.IN_BATCH);
    List<String> waiting = at(stage -> stage == Stage.PENDING);
    if (!ordered.isEmpty()) {
      return "being ordered%s at %s%s"
          .formatted(
              height(" in batch "),
              String.join(", ", ordered),
              waiting.isEmpty() ? "" : "; still waits at " + String.join(", ", waiting));
    }
    if (!waiting.isEmpty()) {
      String why = reason().isEmpty() ? "waits for the primary to propose it" : reason();
      return why + ", at " + String.join(", ", waiting);
    }
    return switch (stage()) {
      case REPLACED, DROPPED -> reason();
      default -> "no node that answers knows it";
    };
  }

  /** Why it is there, in the words of those who say so: why it was given up, what it waits for. */
  public String reason() {
    return views.stream()
        .map(Reply::value)
        .filter(status -> status.stage() == stage() && !status.reason().isEmpty())
        .map(TransactionStatus::reason)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private List<String> at(Predicate<Stage> which) {
    return views.stream()
        .filter(view -> which.test(view.value().stage()))
        .map(view -> view.node().name())
        .toList();
  }

  private String height(String before) {
    OptionalLong height =
        views.stream()
            .filter(view -> view.value().stage() == stage() && view.value().height().isPresent())
            .mapToLong(view -> view.value().height().getAsLong())
            .findFirst();
    return height.isPresent() ? before + height.getAsLong() : "";
  }
}
