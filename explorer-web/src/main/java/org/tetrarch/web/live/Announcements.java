package org.tetrarch.web.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.StoredBlock;

/** Every new block's header, once and in the order of heights, and what the pool takes in. */
public final class Announcements implements EventConsumer {

  private static final long NOTHING = -1;

  private final ChainView chain;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private long told = NOTHING;

  Announcements(ChainView chain) {
    this.chain = chain;
  }

  /** Called on one thread, which must not wait. */
  public interface Listener {

    void newHead(BlockHeader header);

    /** The pool has taken this in; some may be left out when they come too fast. */
    void pending(Hash transaction);
  }

  /** Tells the listener whatever comes from now on. */
  public void tell(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public void blockExecuted(StoredBlock block) {
    if (told == NOTHING) {
      told = block.block().number() - 1;
    }
    tellNewHeads();
  }

  /** Events may have been dropped, so what is new is read from the chain. */
  private void tellNewHeads() {
    long height = chain.head().height();
    while (told < height) {
      told++;
      chain
          .header(told)
          .ifPresent(header -> listeners.forEach(listener -> listener.newHead(header)));
    }
  }

  @Override
  public void transactionPending(Hash hash) {
    listeners.forEach(listener -> listener.pending(hash));
  }

  @Override
  public void certified(long height) {
    // Heads are told when they are executed, as "latest" has them.
  }

  @Override
  public void consensusChanged() {
    // Nothing that a subscription is about.
  }

  @Override
  public void eventsLost() {
    if (told != NOTHING) {
      tellNewHeads();
    }
  }
}
