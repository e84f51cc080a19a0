package org.tetrarch.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.lab.simulator.disk.DiskFault;
import org.tetrarch.node.plugin.Misbehaviour;

/**
 * Whole nodes under faults that a seed decides; fewer of them, or more, by {@code -Dseeds=N}.
 * Replay one seed with a readable trace: {@code ./tetrarch lab simulate --seed N --trace}.
 */
class SimulatorTest {
  private static final long SEEDS = Long.getLong("seeds", 10_000);

  /** From here on chance leaves nothing out. */
  private static final long ENOUGH_FOR_FAULTS = 1_000;

  /** Some lies are rare: a new primary must have something to leave out. */
  private static final long ENOUGH_FOR_LIES = 5_000;

  private static final long PROGRESS_MILLIS = 10_000;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final List<Misbehaviour> MISBEHAVIOURS = new Adversary().misbehaviours();
  private static final List<String> NAMES = MISBEHAVIOURS.stream().map(Misbehaviour::name).toList();

  /** It lies to readers, and a run has none. */
  private static final String WITHOUT_READERS = "lying-reads";

  private static Plan plan(long seed) {
    return Plan.of(seed, 0, EnumSet.allOf(Fault.class), NAMES);
  }

  private static void say(String line) {
    System.out.println(line);
  }

  @Test
  void everyInvariantHoldsWhateverTheSeedBrings() throws InterruptedException {
    Campaign campaign = new Campaign(SimulatorTest::plan, MISBEHAVIOURS);
    Optional<Outcome> violated;
    try (Progress progress = new Progress(campaign, SEEDS, PROGRESS_MILLIS, SimulatorTest::say)) {
      violated = campaign.run(1, SEEDS, THREADS);
      System.out.printf("%.0f seconds%n", progress.seconds());
    }
    System.out.println(SummaryText.of(campaign.statistics()));

    assertThat(violated).as(() -> violated.map(SummaryText::violation).orElse("")).isEmpty();
    assertThat(campaign.statistics().runs()).isEqualTo(SEEDS);
    if (SEEDS >= ENOUGH_FOR_FAULTS) {
      requireThatMuchHappened(campaign.statistics());
    }
    if (SEEDS >= ENOUGH_FOR_LIES) {
      requireThatAllLied(campaign.statistics());
    }
  }

  /** A run in which nothing happened proves nothing. */
  private static void requireThatMuchHappened(Statistics statistics) {
    assertThat(statistics.runsWithViewChange()).isGreaterThan(SEEDS / 2);
    assertThat(statistics.sizes().keySet()).containsExactly(4, 5, 6, 7, 10);
    assertThat(statistics.sizes().values()).allMatch(runs -> runs > SEEDS / 20);
    for (Fault fault : Fault.values()) {
      assertThat(statistics.runsWith(fault)).as(fault.label()).isGreaterThan((int) (SEEDS / 10));
    }
    for (DiskFault fault : DiskFault.values()) {
      assertThat(statistics.runsWith(fault)).as(fault.label()).isGreaterThan((int) (SEEDS / 50));
    }
  }

  private static void requireThatAllLied(Statistics statistics) {
    List<String> striking = new ArrayList<>(NAMES);
    striking.remove(WITHOUT_READERS);
    assertThat(statistics.behaviours()).containsOnlyKeys(striking);
    assertThat(statistics.alone()).containsOnlyKeys(striking);
    int pairs = striking.size() * (striking.size() - 1) / 2;
    assertThat(statistics.pairs()).hasSizeGreaterThan(pairs / 2);
  }

  @Test
  void sameSeedGivesTheSameTraceByteByByteOnHoweverManyThreads() throws Exception {
    List<String> inTurn = new ArrayList<>();
    List<Callable<String>> again = new ArrayList<>();
    for (long seed = 1; seed <= 40; seed++) {
      inTurn.add(trace(seed));
      long same = seed;
      again.add(() -> trace(same));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<String>> atOnce = threads.invokeAll(again);
      for (int i = 0; i < inTurn.size(); i++) {
        assertThat(atOnce.get(i).get()).as("seed " + (i + 1)).isEqualTo(inTurn.get(i));
      }
    }
    assertThat(inTurn).doesNotHaveDuplicates();
  }

  private static String trace(long seed) {
    Trace.Hashed trace = new Trace.Hashed();
    new Run(plan(seed), trace, MISBEHAVIOURS).run();
    return trace.hex();
  }
}
