package org.tetrarch.wallet.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.chain.ChainException;
import org.tetrarch.wallet.chain.Finality;
import org.tetrarch.wallet.rpc.ClaimedCertificate;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** Waits until a transaction is in a certified block, asking the node at growing intervals. */
public final class FinalityWait {
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  /** Asking what became of a transaction is only worth it once it takes long. */
  private static final Duration ASK_STATUS_AFTER = Duration.ofMillis(500);

  /** What is asked just before the time is up may be answered just after. */
  private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

  private final NodeClient node;
  private final Chain chain;

  public FinalityWait(NodeClient node, Chain chain) {
    this.node = node;
    this.chain = chain;
  }

  /** Hears after each look that it is not final, why not, and since when it is waited for. */
  @FunctionalInterface
  public interface Progress {
    void waiting(String why, Duration elapsed);
  }

  /**
   * Returns when it is final. A node that is away or in trouble is asked again until the time is
   * up, for the transaction lives without it.
   */
  public Standing.Final await(Hash transaction, Duration patience, Progress progress)
      throws TransferException, ChainException, InterruptedException {
    long start = System.nanoTime();
    NodeClient inTime = node.within(patience.plus(LAST_ANSWER));
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      String why;
      try {
        Standing standing = look(transaction, inTime);
        if (standing instanceof Standing.Final result) {
          return result;
        }
        if (standing instanceof Standing.InNoBlock
            && since(start).compareTo(ASK_STATUS_AFTER) > 0) {
          requireHope(transaction, inTime);
        }
        why = standing.describe();
      } catch (NodeUnreachableException e) {
        why = String.valueOf(e.getMessage());
      } catch (RpcErrorException e) {
        why = node.uri() + " says: " + e.getMessage();
      }
      Duration elapsed = since(start);
      if (elapsed.compareTo(patience) >= 0) {
        throw new TransferException(
            TransferException.Kind.NOT_FINAL_IN_TIME,
            "transaction %s is not final after %d s: %s"
                .formatted(transaction, patience.toSeconds(), why));
      }
      progress.waiting(why, elapsed);
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause + pause / 2);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Looks once. */
  public Standing look(Hash transaction)
      throws ChainException, NodeUnreachableException, RpcErrorException {
    return look(transaction, node);
  }

  private Standing look(Hash transaction, NodeClient asked)
      throws ChainException, NodeUnreachableException, RpcErrorException {
    Optional<NodeClient.Inclusion> inclusion = asked.inclusion(transaction);
    if (inclusion.isEmpty()) {
      return new Standing.InNoBlock();
    }
    long height = inclusion.get().height();
    Optional<ClaimedCertificate> claim = asked.certificate(height);
    if (claim.isEmpty()) {
      return new Standing.Executed(inclusion.get());
    }
    Finality finality = Finality.of(chain, height, inclusion.get().blockHash(), claim.get());
    return new Standing.Final(inclusion.get(), finality);
  }

  private static void requireHope(Hash transaction, NodeClient asked)
      throws TransferException, NodeUnreachableException, RpcErrorException {
    Optional<NodeClient.Status> status = asked.status(transaction);
    String stage = status.map(NodeClient.Status::stage).orElse("");
    if (stage.equals("dropped") || stage.equals("replaced")) {
      String reason = status.map(NodeClient.Status::reason).orElse("");
      throw new TransferException(
          TransferException.Kind.REJECTED,
          "transaction " + transaction + " was " + stage + (reason.isEmpty() ? "" : ": " + reason));
    }
  }
}
