package org.tetrarch.node.localnet;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits for what nothing announces: another process's end, its server's first answer. */
final class Waiting {
  private static final long PAUSE_MILLIS = 20;

  private Waiting() {}

  /** Asked again and again until it is true. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, LocalNetworkException;
  }

  /** Returns whether the condition held within the time; it is asked at least once. */
  static boolean until(Duration patience, Condition condition)
      throws IOException, LocalNetworkException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      pause(PAUSE_MILLIS);
    }
    return true;
  }

  static void pause(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }
}
