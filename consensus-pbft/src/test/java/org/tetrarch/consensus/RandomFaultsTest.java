package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Member;
import org.tetrarch.consensus.message.Evidence;

/**
 * Replicas of random number under random delay, loss, partitions and crashes; then the network
 * heals and all must converge. Replay one seed: {@code ./tetrarch test consensus-pbft
 * -Dtest=RandomFaultsTest -Dseed=N}.
 */
class RandomFaultsTest {
  private static final long SEEDS = Long.getLong("seeds", 400);

  @Test
  void correctReplicasAgreeAndConvergeWhateverTheNetworkAndCrashesDo() {
    Long single = Long.getLong("seed");
    LongStream seeds = single != null ? LongStream.of(single) : LongStream.range(0, SEEDS);
    int[] viewChanges = {0};
    seeds.forEach(
        seed -> {
          try {
            viewChanges[0] += runSeed(seed);
          } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                "seed "
                    + seed
                    + "; replay: ./tetrarch test consensus-pbft"
                    + " -Dtest=RandomFaultsTest -Dseed="
                    + seed,
                failure);
          }
        });
    System.out.println("RandomFaultsTest: runs that left view 0: " + viewChanges[0]);
    if (single == null) {
      assertThat(viewChanges[0]).as("runs with a view change").isGreaterThan(10);
    }
  }

  private static int runSeed(long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(7);
    Cluster cluster = new Cluster(n, seed, 8, random.nextBoolean() ? 1 : 2, 1 + random.nextInt(4));
    cluster.start();
    double loss = random.nextInt(3) * 0.15;
    for (int round = 0; round < 12; round++) {
      shake(cluster, random, loss);
      for (int i = random.nextInt(4); i > 0; i--) {
        cluster.request();
      }
      cluster.run(random.nextInt(1500));
    }
    heal(cluster);
    int submitted = cluster.request();
    // A block between two checkpoints is certified by the next one, so traffic goes on.
    for (int i = 0; i < 60 && !converged(cluster, submitted); i++) {
      cluster.request();
      cluster.run(2_000);
    }
    assertThat(converged(cluster, submitted)).as(cluster::describe).isTrue();
    for (Member member : cluster.members()) {
      assertThat(member.evidence()).extracting(Evidence::subject).isEmpty();
    }
    return cluster.member(0).status().view().number() > 0 ? 1 : 0;
  }

  private static boolean converged(Cluster cluster, int submitted) {
    return cluster.members().stream()
        .allMatch(m -> IntStream.rangeClosed(0, submitted).allMatch(m::hasExecuted));
  }

  private static void shake(Cluster cluster, Random random, double loss) {
    int side = random.nextInt(1 << cluster.members().size());
    boolean partition = random.nextInt(4) == 0;
    int spread = 1 + random.nextInt(200);
    cluster.network(
        (from, to, r) -> {
          boolean split = ((side >> from.index()) & 1) != ((side >> to.index()) & 1);
          return (partition && split) || r.nextDouble() < loss ? -1 : 1 + r.nextInt(spread);
        });
    for (Member member : cluster.members()) {
      int dice = random.nextInt(10);
      if (!member.up()) {
        if (dice < 5) {
          member.start();
        }
      } else if (dice == 0) {
        member.crash();
      } else if (dice == 1) {
        member.crashAtWrite(1 + random.nextInt(6), random.nextBoolean());
      }
    }
  }

  private static void heal(Cluster cluster) {
    cluster.network((from, to, r) -> 1 + r.nextInt(5));
    for (Member member : cluster.members()) {
      if (!member.up()) {
        member.start();
      } else {
        member.crashAtWrite(-1, false);
      }
    }
  }
}
