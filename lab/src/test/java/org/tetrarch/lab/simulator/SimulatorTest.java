package org.tetrarch.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.node.plugin.Misbehaviour;

/**
 * Whole nodes under faults that a seed decides. Replay one seed with a readable trace: {@code
 * ./tetrarch lab simulate --seed N --trace}.
 */
class SimulatorTest {
  private static final long SEEDS = Long.getLong("seeds", 300);
  private static final List<Misbehaviour> MISBEHAVIOURS = new Adversary().misbehaviours();

  private static Plan plan(long seed) {
    List<String> names = MISBEHAVIOURS.stream().map(Misbehaviour::name).toList();
    return Plan.of(seed, 0, EnumSet.allOf(Fault.class), names);
  }

  @Test
  void everyInvariantHoldsWhateverTheSeedBrings() throws InterruptedException {
    Campaign campaign = new Campaign(SimulatorTest::plan, MISBEHAVIOURS);

    Optional<Outcome> violated = campaign.run(1, SEEDS, Runtime.getRuntime().availableProcessors());

    System.out.println(SummaryText.of(campaign.statistics()));
    assertThat(violated).as(() -> violated.map(SummaryText::violation).orElse("")).isEmpty();
    Statistics statistics = campaign.statistics();
    assertThat(statistics.runs()).isEqualTo(SEEDS);
    // A run in which nothing happened proves nothing.
    assertThat(statistics.runsWithViewChange()).isGreaterThan(SEEDS / 2);
    for (Fault fault : Fault.values()) {
      assertThat(statistics.runsWith(fault)).as(fault.label()).isGreaterThan((int) (SEEDS / 20));
    }
    assertThat(statistics.behaviours()).hasSameSizeAs(MISBEHAVIOURS);
  }

  @Test
  void sameSeedGivesTheSameTraceByteByByte() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(trace(seed)).as("seed " + seed).isEqualTo(trace(seed));
    }
    assertThat(trace(1)).isNotEqualTo(trace(2));
  }

  private static String trace(long seed) {
    Trace.Hashed trace = new Trace.Hashed();
    new Run(plan(seed), trace, MISBEHAVIOURS).run();
    return trace.hex();
  }
}
