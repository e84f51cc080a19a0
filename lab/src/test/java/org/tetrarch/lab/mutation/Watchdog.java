package org.tetrarch.lab.mutation;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A mistake may make a run endless: nobody waits for it longer than this. */
final class Watchdog {
  private static final long PATIENCE_SECONDS = 120;

  private Watchdog() {}

  /** The answer of a task. Throws when it does not come; then its thread is left to itself. */
  static <T> T bounded(String what, Supplier<T> task) {
    return bounded(what, PATIENCE_SECONDS * 1_000, task);
  }

  static <T> T bounded(String what, long patienceMillis, Supplier<T> task) {
    FutureTask<T> running = new FutureTask<>(task::get);
    Thread.ofPlatform().daemon().name(what).start(running);
    try {
      return running.get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(what + " does not end", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(what + " cannot be run: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(what + " was interrupted", e);
    }
  }
}
