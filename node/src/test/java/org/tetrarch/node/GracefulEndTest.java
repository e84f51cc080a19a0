package org.tetrarch.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GracefulEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Thread> hooks = new ArrayList<>();

  @Test
  void aSignalAsksForTheEndAndIsHeldUpUntilEverythingIsClosed() throws Exception {
    Thread signal;
    try (GracefulEnd end = new GracefulEnd(hooks::add)) {
      signal = hooks.getFirst();
      signal.start();
      end.await();
      assertThat(signal.isAlive()).isTrue();
      assertThat(end.failure()).isEmpty();
    }
    assertThat(signal.join(PATIENCE)).isTrue();
  }

  @Test
  void aFailureAsksForTheEndAndTheFirstReasonIsKept() {
    try (GracefulEnd end = new GracefulEnd(hooks::add)) {
      end.fail("the disk is full");
      end.fail("nothing works any more");
      end.await();
      assertThat(end.failure()).contains("the disk is full");
    }
  }

  @Test
  void aSignalAfterTheEndHoldsNothingUp() throws Exception {
    new GracefulEnd(hooks::add).close();
    Thread signal = hooks.getFirst();
    signal.start();
    assertThat(signal.join(PATIENCE)).isTrue();
  }
}
