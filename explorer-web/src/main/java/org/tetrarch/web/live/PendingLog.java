package org.tetrarch.web.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.port.StoredBlock;

/** The hashes that the pool took in lately, numbered, for filters that poll. */
public final class PendingLog implements EventConsumer {

  private static final int CAPACITY = 8192;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Hash> hashes = new ArrayDeque<>();
  private long end;

  /** The number that the next hash will get. */
  public long position() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The hashes from a number on; what is older than this log remembers is left out.
   *
   * @param next the number from which to ask the next time
   */
  public record Entries(List<Hash> hashes, long next) {}

  /** Reads from a number on. */
  public Entries since(long position) {
    lock.lock();
    try {
      long skip = Math.max(0, position - (end - hashes.size()));
      return new Entries(hashes.stream().skip(skip).toList(), end);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void transactionPending(Hash hash) {
    lock.lock();
    try {
      hashes.addLast(hash);
      end++;
      if (hashes.size() > CAPACITY) {
        hashes.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void blockExecuted(StoredBlock block) {
    // A filter for pending transactions reports what came in, not what became of it.
  }

  @Override
  public void certified(long height) {
    // As above.
  }

  @Override
  public void consensusChanged() {
    // As above.
  }

  @Override
  public void eventsLost() {
    // Hashes that were dropped stay unreported: the filter promises no completeness.
  }
}
