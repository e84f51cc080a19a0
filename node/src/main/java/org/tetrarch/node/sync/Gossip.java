package org.tetrarch.node.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.wire.Frame;

/**
 * Makes every transaction known to every replica, so that each of them notices a primary that does
 * not serve it. Whoever gets one from a client tells all; nobody passes on what a peer told.
 */
public final class Gossip implements Mempool.Listener {
  /** How many of those that wait are told to a peer that has just connected, or told again. */
  private static final int REPEATED = 1_000;

  private final Mempool mempool;
  private final Consumer<Frame> broadcast;

  public Gossip(Mempool mempool, Consumer<Frame> broadcast) {
    this.mempool = mempool;
    this.broadcast = broadcast;
  }

  @Override
  public void added(SignedTransaction transaction, Mempool.Origin origin) {
    if (origin == Mempool.Origin.CLIENT) {
      broadcast.accept(new Frame.Transactions(List.of(transaction)));
    }
  }

  public void onTransactions(List<SignedTransaction> transactions) {
    for (SignedTransaction transaction : transactions) {
      var unused = mempool.add(transaction, Mempool.Origin.PEER);
    }
  }

  /** Tells what waits to whom it may have missed: a new peer, or all after some time. */
  public void repeat(Consumer<Frame> to) {
    Mempool.Content content = mempool.content(REPEATED);
    List<SignedTransaction> all = new ArrayList<>(content.ready());
    all.addAll(content.queued());
    Frame.Transactions.inFrames(all).forEach(to);
  }
}
