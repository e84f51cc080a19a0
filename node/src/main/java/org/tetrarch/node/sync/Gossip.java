package org.tetrarch.node.sync;

import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.wire.Frame;

/**
 * Makes every transaction known to every replica, so that each of them notices a primary that does
 * not serve it. Whoever gets one from a client tells all; nobody passes on at once what a peer
 * told. What still waits is told again after one second, two, four and so on, by whoever has it:
 * the one who told it first may be gone. So one message of a peer makes no more than a few of ours,
 * and those come later and further apart.
 */
public final class Gossip implements Mempool.Listener {
  /** How many of those that wait are told to a peer that has just connected: one frame. */
  static final int WELCOME = Frame.Transactions.MAX_COUNT;

  /** How many are told again at one time. */
  static final int REPEATED = 1_000;

  private static final long MILLIS_PER_SECOND = 1_000;

  private final Mempool mempool;
  private final Transport network;
  private long repeatedMillis;

  public Gossip(Mempool mempool, Transport network) {
    this.mempool = mempool;
    this.network = network;
  }

  @Override
  public void added(SignedTransaction transaction, Mempool.Origin origin) {
    if (origin == Mempool.Origin.CLIENT) {
      network.broadcast(new Frame.Transactions(List.of(transaction)));
    }
  }

  public void onTransactions(ReplicaId from, List<SignedTransaction> transactions) {
    for (SignedTransaction transaction : transactions) {
      var unused = mempool.add(transaction, Mempool.Origin.PEER);
    }
    mempool.heldBy(from.index(), transactions);
  }

  /** To be called about once a second: tells all peers again what some may have missed. */
  public synchronized void repeat() {
    long before = repeatedMillis;
    long now = mempool.nowMillis();
    repeatedMillis = now;
    List<SignedTransaction> due =
        mempool.oldest(REPEATED, since -> isDue(before - since, now - since));
    Frame.Transactions.inFrames(due).forEach(network::broadcast);
  }

  /** Whether a power of two in seconds was reached since the last time. */
  private static boolean isDue(long ageBefore, long age) {
    long secondsBefore = Math.max(0, ageBefore) / MILLIS_PER_SECOND;
    return Long.highestOneBit(age / MILLIS_PER_SECOND) > Long.highestOneBit(secondsBefore);
  }

  /** Tells a peer that has just connected what waits. */
  public void welcome(ReplicaId peer) {
    List<SignedTransaction> waiting = mempool.oldest(WELCOME, since -> true);
    Frame.Transactions.inFrames(waiting).forEach(frame -> network.send(peer, frame));
  }
}
