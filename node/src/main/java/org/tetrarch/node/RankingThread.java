package org.tetrarch.node;

import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.node.http.ranking.BalanceRanking;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.UncheckedStorageException;

/**
 * Lets the ranking of accounts follow the chain, behind everything else: a few times a second when
 * blocks come, and not at all when none do.
 */
final class RankingThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RankingThread.class);

  /** What comes meanwhile is ranked with one write. */
  private static final long PACE_MILLIS = 250;

  private final BalanceRanking ranking;
  private final Semaphore news = new Semaphore(1);
  private final Thread thread;

  RankingThread(BalanceRanking ranking) {
    this.ranking = ranking;
    this.thread = Thread.ofPlatform().name("ranking").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** A block was executed. Never waits. */
  void news() {
    news.release();
  }

  private void run() {
    try {
      while (true) {
        news.acquire();
        news.drainPermits();
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
          more = ranking.follow();
        }
        Thread.sleep(PACE_MILLIS);
      }
    } catch (InterruptedException e) {
      log.debug("the ranking of accounts ends with the node");
    } catch (StorageException | UncheckedStorageException e) {
      // Only the explorer's list of accounts stands still; the chain has its own disk to judge by.
      log.warn("the ranking of accounts stands still: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
