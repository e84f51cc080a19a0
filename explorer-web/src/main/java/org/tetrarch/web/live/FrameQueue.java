package org.tetrarch.web.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The frames that one listener has not read yet. When it reads too slowly they are all dropped for
 * one that tells it to read everything anew.
 */
final class FrameQueue {

  static final int CAPACITY = 64;

  private static final byte[] RESYNC = FrameSource.encode("resync", true);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> frames = new ArrayDeque<>();
  private boolean closed;

  void offer(byte[] frame) {
    lock.lock();
    try {
      if (frames.size() >= CAPACITY) {
        frames.clear();
        frames.add(RESYNC);
      }
      frames.add(frame);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** The next frame; empty when none came in time or the queue was closed. */
  Optional<byte[]> next(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(frames.poll());
    } finally {
      lock.unlock();
    }
  }
}
