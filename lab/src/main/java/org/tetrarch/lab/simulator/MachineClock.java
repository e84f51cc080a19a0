package org.tetrarch.lab.simulator;

/**
 * The clocks of one machine.
 *
 * @param aheadMillis how far its time of day is ahead; below zero: behind
 * @param rate how fast its seconds pass: 1.01 gains one in a hundred
 */
record MachineClock(long aheadMillis, double rate) {
  /** Milliseconds since the machine began. */
  long steady(long now) {
    return (long) (now * rate);
  }

  /** How long until its steady clock shows this. */
  long until(long steady, long now) {
    return Math.max(0, (long) Math.ceil(steady / rate) - now);
  }

  long wall(long startMillis, long now) {
    return startMillis + aheadMillis + steady(now);
  }
}
