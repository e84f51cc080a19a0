package org.tetrarch.lab.crash;

import java.time.Duration;

/** Tells what is done and said, as it happens: the only way to see why a run went as it did. */
final class Chronicle {
  private final long begun = System.nanoTime();

  void note(String what) {
    System.out.printf("%7.2f s  %s%n", seconds(), what);
  }

  double seconds() {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
  }
}
