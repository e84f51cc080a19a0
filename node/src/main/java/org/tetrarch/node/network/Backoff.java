package org.tetrarch.node.network;

import java.util.random.RandomGenerator;

/**
 * How long to wait before a peer is dialled again: twice as long after each failure up to a limit,
 * each time between half and one and a half of it, so that replicas do not dial in step. For one
 * thread.
 */
final class Backoff {
  static final long FIRST_MILLIS = 50;
  static final long LAST_MILLIS = 2_000;

  private final RandomGenerator random;
  private long base = FIRST_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The wait after one more failure. */
  long nextMillis() {
    long wait = base / 2 + random.nextLong(base);
    base = Math.min(LAST_MILLIS, 2 * base);
    return wait;
  }

  /** The peer is well. */
  void reset() {
    base = FIRST_MILLIS;
  }
}
