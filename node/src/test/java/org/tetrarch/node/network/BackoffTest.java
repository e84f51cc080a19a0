package org.tetrarch.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  /** With -Dbackoff.seed=… a failure is replayed. */
  private static final long SEED = Long.getLong("backoff.seed", 20261124);

  private final Backoff backoff = new Backoff(new Random(SEED));

  private void assertWaitsAbout(long millis) {
    assertThat(backoff.nextMillis())
        .as("-Dbackoff.seed=%d", SEED)
        .isBetween(millis / 2, millis / 2 + millis);
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToALimit() {
    for (long expected = Backoff.FIRST_MILLIS;
        expected < Backoff.LAST_MILLIS;
        expected = 2 * expected) {
      assertWaitsAbout(expected);
    }
    for (int i = 0; i < 1_000; i++) {
      assertWaitsAbout(Backoff.LAST_MILLIS);
    }
  }

  @Test
  void beginsAnewWhenThePeerIsWell() {
    for (int i = 0; i < 10; i++) {
      backoff.nextMillis();
    }
    backoff.reset();
    assertWaitsAbout(Backoff.FIRST_MILLIS);
  }

  @Test
  void twoReplicasDoNotDialInStep() {
    Backoff other = new Backoff(new Random(SEED + 1));
    long same = 0;
    for (int i = 0; i < 100; i++) {
      same += backoff.nextMillis() == other.nextMillis() ? 1 : 0;
    }
    assertThat(same).as("-Dbackoff.seed=%d", SEED).isLessThan(20);
  }
}
