package org.tetrarch.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock as finely as the phases of PBFT need it. */
final class MicroClock {
  private MicroClock() {}

  /** Microseconds since 1970. */
  static long epochMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
