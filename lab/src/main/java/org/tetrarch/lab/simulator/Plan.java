package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.genesis.PbftParameters;

/**
 * What a seed stands for: how many replicas, which of them lie, and what goes wrong.
 *
 * @param liars those that misbehave; with the losers f at most
 * @param losers those whose directories are wiped or damaged
 * @param behaviours what the liars do, one or two of them at once
 * @param rounds of faults before everything is mended
 */
public record Plan(
    long seed,
    int n,
    PbftParameters pbft,
    Set<Fault> faults,
    Set<Integer> liars,
    Set<Integer> losers,
    List<String> behaviours,
    int rounds) {
  private static final int[] SIZES = {4, 4, 4, 4, 5, 6, 7, 7, 10};
  private static final int MOST_BEHAVIOURS = 3;

  public Plan {
    faults = Collections.unmodifiableSet(EnumSet.copyOf(faults));
    liars = Collections.unmodifiableSortedSet(new TreeSet<>(liars));
    losers = Collections.unmodifiableSortedSet(new TreeSet<>(losers));
    behaviours = List.copyOf(behaviours);
  }

  /**
   * Draws a plan.
   *
   * @param n how many replicas, or 0 to draw that too
   * @param allowed faults that may be drawn
   * @param known names of the misbehaviours that may be drawn
   */
  public static Plan of(long seed, int n, Set<Fault> allowed, List<String> known) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = n == 0 ? SIZES[random.nextInt(SIZES.length)] : n;
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : allowed) {
      if (random.nextInt(5) < 3) {
        faults.add(fault);
      }
    }
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    int f = new ReplicaSet(size).faulty();
    int losers = faults.contains(Fault.DATA_LOSS) && f > 0 ? random.nextInt(f + 1) : 0;
    int liars = faults.contains(Fault.BYZANTINE) ? f - losers : 0;
    List<String> behaviours = new ArrayList<>();
    for (int i = random.nextInt(MOST_BEHAVIOURS); i >= 0; i--) {
      String name = known.get(random.nextInt(known.size()));
      if (!behaviours.contains(name)) {
        behaviours.add(name);
      }
    }
    return new Plan(
        seed,
        size,
        parameters(random),
        faults.isEmpty() ? EnumSet.of(Fault.NETWORK) : faults,
        Set.copyOf(shuffled.subList(0, liars)),
        Set.copyOf(shuffled.subList(liars, liars + losers)),
        behaviours,
        6 + random.nextInt(10));
  }

  private static PbftParameters parameters(SplittableRandom random) {
    int interval = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
    int window = Math.max(2 * interval, 4 + random.nextInt(13));
    return new PbftParameters(
        window,
        interval,
        1 + random.nextInt(Math.min(window, 8)),
        20,
        2_000,
        500,
        1_500,
        2_000,
        8_000);
  }

  /** How many replicas may be faulty. */
  public int faulty() {
    return new ReplicaSet(n).faulty();
  }
}
