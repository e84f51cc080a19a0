package org.tetrarch.web.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.port.StoredBlock;

/**
 * Tells listeners what changed: at once when it was quiet, and at most ten times a second when it
 * is not, so that pages cost the same whatever the chain's pace. Each frame is made once for all.
 */
public final class LiveFeed implements EventConsumer, AutoCloseable {

  /** More listeners than this are turned away. */
  static final int MAX_LISTENERS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long PACE_MILLIS = 100;

  // A replica that falls silent causes no event anywhere; looking once a second shows it.
  private static final long LOOK_AGAIN_MILLIS = 1000;

  private final FrameSource source;
  private final Set<FrameQueue> listeners = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  LiveFeed(FrameSource source) {
    this.source = source;
    this.thread = Thread.ofVirtual().name("web-live-feed").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** A queue that gets all frames from now on; empty when there are too many listeners already. */
  Optional<FrameQueue> join() {
    if (closed || listeners.size() >= MAX_LISTENERS) {
      return Optional.empty();
    }
    FrameQueue queue = new FrameQueue();
    listeners.add(queue);
    return Optional.of(queue);
  }

  void leave(FrameQueue queue) {
    listeners.remove(queue);
  }

  /** How many pages listen. */
  public int listenerCount() {
    return listeners.size();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    listeners.forEach(FrameQueue::close);
  }

  private void run() {
    while (!closed) {
      try {
        boolean told = news.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        news.drainPermits();
        publish();
        if (told) {
          Thread.sleep(PACE_MILLIS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("live events could not be made", e);
      }
    }
  }

  private void publish() {
    if (listeners.isEmpty()) {
      source.skip();
      return;
    }
    List<byte[]> frames = source.changes();
    frames.forEach(frame -> listeners.forEach(listener -> listener.offer(frame)));
  }

  @Override
  public void blockExecuted(StoredBlock block) {
    news.release();
  }

  @Override
  public void certified(long height) {
    news.release();
  }

  @Override
  public void consensusChanged() {
    news.release();
  }

  @Override
  public void transactionPending(Hash hash) {
    news.release();
  }

  @Override
  public void eventsLost() {
    news.release();
  }
}
