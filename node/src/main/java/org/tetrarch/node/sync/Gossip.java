package org.tetrarch.node.sync;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.wire.Frame;

/**
 * Makes every transaction known to every replica, so that each of them notices a primary that does
 * not serve it. Whoever gets one from a client tells all; nobody passes on what a peer told.
 */
public final class Gossip implements Mempool.Listener {
  /** How many of those that wait are told to a peer that has just connected, or told again. */
  private static final int REPEATED = 1_000;

  private final Mempool mempool;
  private final Transport network;

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

  public void onTransactions(List<SignedTransaction> transactions) {
    for (SignedTransaction transaction : transactions) {
      var unused = mempool.add(transaction, Mempool.Origin.PEER);
    }
  }

  /** Tells all peers again what waits: some may have missed it. */
  public void repeat() {
    waiting().forEach(network::broadcast);
  }

  /** Tells a peer that has just connected what waits. */
  public void welcome(ReplicaId peer) {
    waiting().forEach(frame -> network.send(peer, frame));
  }

  private List<Frame.Transactions> waiting() {
    Mempool.Content content = mempool.content(REPEATED);
    List<SignedTransaction> all = new ArrayList<>(content.ready());
    all.addAll(content.queued());
    return Frame.Transactions.inFrames(all);
  }
}
