package org.tetrarch.web.live;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.port.StoredBlock;

/**
 * Wakes those who wait for a transaction to become final. A wake-up is a hint to look again, never
 * an answer: the waiter reads the chain itself.
 */
public final class FinalityWatch implements EventConsumer {

  private final ConcurrentMap<Hash, Set<Wait>> waits = new ConcurrentHashMap<>();

  /** Watches a transaction until the wait is closed. Begin before submitting it. */
  public Wait watch(Hash transaction) {
    Wait wait = new Wait(transaction);
    waits.compute(
        transaction,
        (hash, others) -> {
          Set<Wait> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(wait);
          return all;
        });
    return wait;
  }

  /** How many transactions are being waited for. */
  public int size() {
    return waits.size();
  }

  @Override
  public void blockExecuted(StoredBlock block) {
    if (waits.isEmpty()) {
      return;
    }
    long height = block.block().header().number();
    for (SignedTransaction transaction : block.block().transactions()) {
      waits.getOrDefault(transaction.hash(), Set.of()).forEach(wait -> wait.executedAt = height);
    }
  }

  @Override
  public void certified(long height) {
    waits
        .values()
        .forEach(
            all ->
                all.stream()
                    .filter(wait -> wait.executedAt <= height)
                    .forEach(wait -> wait.bell.release()));
  }

  @Override
  public void consensusChanged() {
    // Finality does not depend on it.
  }

  @Override
  public void transactionPending(Hash hash) {
    // Nobody waits for this.
  }

  @Override
  public void eventsLost() {
    waits.values().forEach(all -> all.forEach(wait -> wait.bell.release()));
  }

  /** One caller that waits for one transaction. */
  public final class Wait implements AutoCloseable {

    private static final long NOT_EXECUTED = Long.MAX_VALUE;

    private final Hash transaction;
    private final Semaphore bell = new Semaphore(0);
    private volatile long executedAt = NOT_EXECUTED;

    private Wait(Hash transaction) {
      this.transaction = transaction;
    }

    /** Returns true when there may be news, and false when a time has passed without. */
    public boolean await(Duration atMost) throws InterruptedException {
      boolean rang = bell.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
      bell.drainPermits();
      return rang;
    }

    @Override
    public void close() {
      waits.computeIfPresent(
          transaction,
          (hash, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }
}
