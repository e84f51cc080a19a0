package org.tetrarch.wallet.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.network.Question;
import org.tetrarch.wallet.rpc.TransactionStatus.Stage;

/**
 * Waits until a node proves that a transaction is final. The nodes are asked in turn, so that one
 * which hides it, lies or is slow costs one turn; a liar is not asked again.
 */
public final class FinalityWait {
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  /** One node must not take all the time. */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

  /** What became of it is only asked when it takes long, and then this often. */
  private static final Duration SURVEY_PERIOD = Duration.ofMillis(500);

  private final LightClient client;
  private final Nodes nodes;

  public FinalityWait(LightClient client) {
    this.client = client;
    this.nodes = client.nodes();
  }

  /** Hears where it is while it is waited for, and since when. */
  @FunctionalInterface
  public interface Progress {
    void waiting(String where, Duration elapsed);
  }

  /**
   * Returns when it is final. Nodes that are away or in trouble are asked again until the time is
   * up, for the transaction lives without them.
   */
  public LightClient.Receipt await(Hash transaction, Duration patience, Progress progress)
      throws TransferException, InterruptedException {
    long start = System.nanoTime();
    Duration nextSurvey = SURVEY_PERIOD;
    long pause = FIRST_PAUSE_MILLIS;
    String where = "no node has proven it yet";
    for (int turn = 0; ; turn++) {
      Optional<LightClient.Receipt> receipt =
          askInTurn(honest(turn, transaction), transaction, left(start, patience));
      if (receipt.isPresent()) {
        return receipt.get();
      }
      if (since(start).compareTo(nextSurvey) >= 0) {
        where = survey(transaction, bounded(left(start, patience)));
        nextSurvey = since(start).plus(SURVEY_PERIOD);
        progress.waiting(where, since(start));
      }
      if (since(start).compareTo(patience) >= 0) {
        throw new TransferException(
            TransferException.Kind.NOT_FINAL_IN_TIME,
            "transaction %s is not final after %d s: %s"
                .formatted(transaction, patience.toSeconds(), where + troubles()));
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause + pause / 2);
    }
  }

  /** What was wrong with nodes meanwhile, which may be why. */
  private String troubles() {
    return nodes.troubles().stream()
        .map(trouble -> "; " + trouble.describe())
        .collect(Collectors.joining());
  }

  private Optional<LightClient.Receipt> askInTurn(int index, Hash transaction, Duration left) {
    Question<Optional<LightClient.Receipt>> question = client.receiptQuestion(transaction);
    return nodes
        .askOne(index, node -> question.ask(node.within(bounded(left))))
        .flatMap(receipt -> receipt);
  }

  /** The node whose turn it is, less those that were caught lying. */
  private int honest(int turn, Hash transaction) throws TransferException {
    for (int i = 0; i < nodes.count(); i++) {
      int index = (turn + i) % nodes.count();
      if (!nodes.isLiar(index)) {
        return index;
      }
    }
    throw new TransferException(
        TransferException.Kind.UNPROVEN,
        "transaction " + transaction + " was sent, but no node can be believed" + troubles());
  }

  private String survey(Hash transaction, Duration most)
      throws TransferException, InterruptedException {
    Whereabouts whereabouts;
    try {
      whereabouts = Whereabouts.ask(transaction, client, most);
    } catch (NoAnswerException e) {
      return String.valueOf(e.getMessage());
    }
    Stage stage = whereabouts.stage();
    if (stage == Stage.REPLACED || stage == Stage.DROPPED) {
      throw new TransferException(
          TransferException.Kind.REJECTED,
          "transaction " + transaction + " was " + stage.word() + ": " + whereabouts.reason());
    }
    return whereabouts.describe();
  }

  private static Duration left(long start, Duration patience) {
    Duration left = patience.minus(since(start));
    // What is asked just before the time is up may be answered just after.
    return left.isNegative() ? Duration.ofSeconds(1) : left.plusSeconds(1);
  }

  private static Duration bounded(Duration left) {
    return left.compareTo(LONGEST_TURN) < 0 ? left : LONGEST_TURN;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
