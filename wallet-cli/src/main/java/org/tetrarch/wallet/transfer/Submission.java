package org.tetrarch.wallet.transfer;

import java.time.Duration;
import java.util.List;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.network.Question;
import org.tetrarch.wallet.network.Reply;
import org.tetrarch.wallet.rpc.NodeAddress;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/**
 * What came of handing a signed transaction to the nodes.
 *
 * @param takenBy those that have it; none when the connections broke, so that nobody can say
 *     whether it is on its way
 */
public record Submission(List<NodeAddress> takenBy) {
  /** geth's words; the same transaction again is no harm: it waits, or is in a block already. */
  private static final String ALREADY_KNOWN = "already known";

  public Submission {
    takenBy = List.copyOf(takenBy);
  }

  /** What one node said. */
  private sealed interface Verdict {
    record Taken() implements Verdict {}

    record Rejected(String reason) implements Verdict {}

    /** The connection broke after it was sent. */
    record Unheard() implements Verdict {}
  }

  /**
   * Hands it to all nodes, so that none of them can keep it to itself, and returns when the first
   * has taken it. Throws {@link NoAnswerException} only when nothing was sent, and {@link
   * TransferException} when nobody took it and somebody refused.
   *
   * @param others how long the others may take to answer too
   */
  public static Submission submit(SignedTransaction signed, Nodes nodes, Duration others)
      throws TransferException, NoAnswerException, InterruptedException {
    List<Reply<Verdict>> replies =
        others.isZero()
            ? nodes.ask(question(signed), Nodes.GRACE, Verdict.Taken.class::isInstance)
            : nodes.ask(question(signed), others);
    List<NodeAddress> takenBy =
        replies.stream()
            .filter(reply -> reply.value() instanceof Verdict.Taken)
            .map(Reply::node)
            .toList();
    boolean mayBeUnderWay =
        replies.stream().anyMatch(reply -> !(reply.value() instanceof Verdict.Rejected));
    if (!mayBeUnderWay && replies.getFirst().value() instanceof Verdict.Rejected(String reason)) {
      throw new TransferException(
          TransferException.Kind.REJECTED, "the chain rejects it: " + reason + advice(reason));
    }
    return new Submission(takenBy);
  }

  private static Question<Verdict> question(SignedTransaction signed) {
    byte[] encoded = signed.encoded();
    return node -> {
      try {
        node.sendRaw(encoded);
        return new Verdict.Taken();
      } catch (NodeUnreachableException e) {
        if (e.mayHaveArrived()) {
          return new Verdict.Unheard();
        }
        throw e;
      } catch (RpcErrorException e) {
        if (e.isOfTheProtocol()) {
          throw e;
        }
        String reason = String.valueOf(e.getMessage());
        return reason.contains(ALREADY_KNOWN) ? new Verdict.Taken() : new Verdict.Rejected(reason);
      }
    };
  }

  private static String advice(String reason) {
    return reason.contains("replacement transaction underpriced")
        ? "; to take the place of one that waits, --max-fee and --tip must be a tenth higher"
        : "";
  }
}
