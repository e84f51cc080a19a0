package org.tetrarch.wallet.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.chain.ChainException;
import org.tetrarch.wallet.chain.Finality;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** Waits until a transaction is in a certified block, asking the node at growing intervals. */
public final class FinalityWait {
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  /** Asking what became of a transaction is only worth it once it takes long. */
  private static final long ASK_STATUS_AFTER_MILLIS = 500;

  private final NodeClient node;
  private final Chain chain;

  public FinalityWait(NodeClient node, Chain chain) {
    this.node = node;
    this.chain = chain;
  }

  /** A transaction in a certified block. */
  public record Final(NodeClient.Inclusion inclusion, Finality finality) {}

  /**
   * Returns when it is final. A node that is away for a while is asked again until the time is up.
   */
  public Final await(Hash transaction, Duration patience)
      throws TransferException,
          ChainException,
          NodeUnreachableException,
          RpcErrorException,
          InterruptedException {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    NodeUnreachableException away = null;
    while (true) {
      long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      try {
        Optional<Final> found = look(transaction);
        if (found.isPresent()) {
          return found.get();
        }
        if (elapsed > ASK_STATUS_AFTER_MILLIS) {
          requireHope(transaction);
        }
        away = null;
      } catch (NodeUnreachableException e) {
        away = e;
      }
      if (elapsed >= patience.toMillis()) {
        throw timeUp(transaction, patience, away);
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause + pause / 2);
    }
  }

  /** Looks once: empty while it is not certified. */
  public Optional<Final> look(Hash transaction)
      throws ChainException, NodeUnreachableException, RpcErrorException {
    Optional<NodeClient.Inclusion> inclusion = node.inclusion(transaction);
    if (inclusion.isEmpty()) {
      return Optional.empty();
    }
    long height = inclusion.get().height();
    Optional<NodeClient.ClaimedCertificate> claim = node.certificate(height);
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    Finality finality = Finality.of(chain, height, inclusion.get().blockHash(), claim.get());
    return Optional.of(new Final(inclusion.get(), finality));
  }

  private void requireHope(Hash transaction)
      throws TransferException, NodeUnreachableException, RpcErrorException {
    Optional<NodeClient.Status> status = node.status(transaction);
    String stage = status.map(NodeClient.Status::stage).orElse("");
    if (stage.equals("dropped") || stage.equals("replaced")) {
      String reason = status.map(NodeClient.Status::reason).orElse("");
      throw new TransferException(
          TransferException.Kind.REJECTED,
          "transaction " + transaction + " was " + stage + (reason.isEmpty() ? "" : ": " + reason));
    }
  }

  private static TransferException timeUp(
      Hash transaction, Duration patience, @Nullable NodeUnreachableException away)
      throws NodeUnreachableException {
    if (away != null) {
      throw away;
    }
    return new TransferException(
        TransferException.Kind.NOT_FINAL_IN_TIME,
        "transaction %s is not final after %d s, but may still become so; look again with: tetrarch wallet tx %s"
            .formatted(transaction, patience.toSeconds(), transaction));
  }
}
