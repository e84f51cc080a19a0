package org.tetrarch.node.mempool;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** A transaction that waits. Guarded by the mempool's lock. */
final class Pooled {
  /** Which one a proposer takes first: the higher tip, then the one that came first. */
  static final Comparator<Pooled> BEST_FIRST =
      Comparator.comparing((Pooled pooled) -> pooled.tip)
          .reversed()
          .thenComparingLong(pooled -> pooled.ticket);

  static final Comparator<Pooled> OLDEST_FIRST = Comparator.comparingLong(pooled -> pooled.ticket);

  private static final int NO_BATCH = -1;

  final SignedTransaction transaction;

  /** Unique; lower for a place among the sender's nonces that was taken earlier. */
  final long ticket;

  final long sinceMillis;

  /** What the proposer gets for a unit of gas. */
  final Wei tip;

  final BigInteger cost;
  private long batch = NO_BATCH;

  /** Peers by index; most transactions are executed before anybody tells them a second time. */
  private @Nullable BitSet heldBy;

  Pooled(SignedTransaction transaction, long ticket, long sinceMillis, Wei baseFee) {
    this.transaction = transaction;
    this.ticket = ticket;
    this.sinceMillis = sinceMillis;
    this.tip = transaction.effectiveGasPrice(baseFee).minus(baseFee);
    this.cost = transaction.upfrontCost();
  }

  long nonce() {
    return transaction.nonce();
  }

  void proposedFor(long height) {
    batch = height;
  }

  /** The batch for this height became a block without it, or nothing. */
  void leftOutOf(long height) {
    if (batch == height) {
      batch = NO_BATCH;
    }
  }

  void heldBy(int peer) {
    BitSet peers = heldBy;
    if (peers == null) {
      peers = new BitSet();
      heldBy = peers;
    }
    peers.set(peer);
  }

  List<Integer> holders() {
    BitSet peers = heldBy;
    return peers == null ? List.of() : peers.stream().boxed().toList();
  }

  /** The height that it is proposed for, if it is. */
  OptionalLong batch() {
    return batch == NO_BATCH ? OptionalLong.empty() : OptionalLong.of(batch);
  }

  Fate fate() {
    return batch == NO_BATCH ? new Fate.Pending(sinceMillis) : new Fate.InBatch(batch, sinceMillis);
  }

  /**
   * Whether {@code other} pays enough more to take this one's place: a tenth more in both fees, as
   * in go-ethereum, except that a tip of nothing may stay nothing.
   */
  boolean mayBeReplacedBy(SignedTransaction other) {
    return transaction.maxFeePerGas().isLessThan(other.maxFeePerGas())
        && isTenthMore(transaction.maxFeePerGas(), other.maxFeePerGas())
        && isTenthMore(transaction.maxPriorityFeePerGas(), other.maxPriorityFeePerGas());
  }

  private static boolean isTenthMore(Wei before, Wei after) {
    BigInteger needed = before.value().multiply(BigInteger.valueOf(11));
    return after.value().multiply(BigInteger.TEN).compareTo(needed) >= 0;
  }
}
