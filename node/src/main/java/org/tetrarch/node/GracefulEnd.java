package org.tetrarch.node;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * How a process ends: a signal or a failure asks for it, and then the process lives until this is
 * closed. The JVM halts as soon as its shutdown hooks are done, whatever other threads are at; so
 * what must be closed before that, the stores above all, is closed before this.
 */
final class GracefulEnd implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<String> failure = new AtomicReference<>();

  /**
   * @param hooks runs a thread when the process is told to end, and waits for it
   */
  GracefulEnd(Consumer<Thread> hooks) {
    hooks.accept(new Thread(this::onSignal, "on-signal"));
  }

  private void onSignal() {
    asked.countDown();
    awaitQuietly(closed);
  }

  /** Asks for the end, because the node cannot go on; the first reason is kept. */
  void fail(String reason) {
    failure.compareAndSet(null, reason);
    asked.countDown();
  }

  /** Returns when the end is asked for. */
  void await() {
    awaitQuietly(asked);
  }

  /** Why the node could not go on; empty when it was told to end. */
  Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
