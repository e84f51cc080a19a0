package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Cluster.Tamper;
import org.tetrarch.consensus.cluster.Lies;
import org.tetrarch.consensus.cluster.Member;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.quorum.ReplicaSet;

/**
 * f replicas lie, each in one way after another, alone or together, while the network and the
 * correct replicas fail at random; then the network heals, the lies go on, and all that is
 * submitted must be executed by every correct replica. Replay one seed: {@code ./tetrarch test
 * consensus-pbft -Dtest=ByzantineFaultsTest -Dseed=N}.
 */
class ByzantineFaultsTest {
  private static final long SEEDS = Long.getLong("seeds", 300);

  private long viewsLeft;
  private long evidence;

  @Test
  void correctReplicasAgreeAndGoOnWhateverFLiarsDo() {
    Long single = Long.getLong("seed");
    LongStream seeds = single != null ? LongStream.of(single) : LongStream.range(0, SEEDS);
    seeds.forEach(
        seed -> {
          try {
            new Run(seed).run();
          } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                "seed "
                    + seed
                    + "; replay: ./tetrarch test consensus-pbft"
                    + " -Dtest=ByzantineFaultsTest -Dseed="
                    + seed,
                failure);
          }
        });
    System.out.println(
        "ByzantineFaultsTest: views left " + viewsLeft + ", pieces of evidence " + evidence);
    if (single == null) {
      assertThat(viewsLeft).as("views left in all runs").isGreaterThan(SEEDS);
      assertThat(evidence).as("evidence in all runs").isGreaterThan(SEEDS / 4);
    }
  }

  private final class Run {
    private final Random random;
    private final Cluster cluster;
    private final int n;
    private final Set<Integer> liars;
    private final List<Tamper> lies = new ArrayList<>();
    private final List<Lies.Listening> listeners = new ArrayList<>();

    Run(long seed) {
      random = new Random(seed);
      n = 4 + random.nextInt(4);
      cluster = new Cluster(n, seed, 8, random.nextBoolean() ? 1 : 2, 1 + random.nextInt(4));
      List<Integer> all = new ArrayList<>(IntStream.range(0, n).boxed().toList());
      Collections.shuffle(all, random);
      liars = Set.copyOf(all.subList(0, new ReplicaSet(n).faulty()));
      for (int i = 0; i < n; i++) {
        lies.add(Tamper.NONE);
      }
      liars.forEach(
          liar -> cluster.byzantine(liar, (f, t, e) -> lies.get(f.index()).apply(f, t, e)));
      cluster.tamper(
          (from, to, envelope) -> {
            listeners.forEach(listener -> listener.hears(envelope));
            return List.of(envelope);
          });
    }

    void run() {
      cluster.start();
      liars.forEach(this::lie);
      // Who comes late to a chain that has begun must take itself for wiped; see JoiningTest.
      cluster.run(3_000);
      double loss = random.nextInt(3) * 0.1;
      for (int round = 0; round < 10; round++) {
        liars.forEach(this::lie);
        shake(loss);
        for (int i = random.nextInt(4); i > 0; i--) {
          cluster.request();
        }
        cluster.run(random.nextInt(1500));
      }
      heal();
      int submitted = cluster.request();
      for (int i = 0; i < 100 && !converged(submitted); i++) {
        if (i % 4 == 0) {
          liars.forEach(this::lie);
        }
        // A block between two checkpoints is certified by the next one, so traffic goes on.
        cluster.request();
        cluster.run(2_000);
      }
      assertThat(converged(submitted)).as(cluster::describe).isTrue();
      judge();
    }

    private void judge() {
      for (Member member : cluster.correct()) {
        evidence += member.evidence().size();
        assertThat(member.evidence())
            .as("no correct replica is accused")
            .allSatisfy(found -> assertThat(liars).contains(found.culprit().index()));
      }
      viewsLeft += cluster.correct().getFirst().status().view().number();
    }

    private boolean converged(int submitted) {
      return cluster.correct().stream()
          .allMatch(m -> IntStream.rangeClosed(0, submitted).allMatch(m::hasExecuted));
    }

    private void shake(double loss) {
      int side = random.nextInt(1 << n);
      boolean partition = random.nextInt(4) == 0;
      int spread = 1 + random.nextInt(100);
      cluster.network(
          (from, to, r) -> {
            boolean split = ((side >> from.index()) & 1) != ((side >> to.index()) & 1);
            return (partition && split) || r.nextDouble() < loss ? -1 : 1 + r.nextInt(spread);
          });
      for (Member member : cluster.correct()) {
        int dice = random.nextInt(12);
        if (!member.up()) {
          if (dice < 6) {
            member.start();
          }
        } else if (dice == 0) {
          member.crash();
        } else if (dice == 1) {
          member.crashAtWrite(1 + random.nextInt(6), random.nextBoolean());
        }
      }
    }

    private void heal() {
      cluster.network((from, to, r) -> 1 + r.nextInt(5));
      for (Member member : cluster.correct()) {
        if (!member.up()) {
          member.start();
        } else {
          member.crashAtWrite(-1, false);
        }
      }
    }

    private Set<Integer> some() {
      Set<Integer> chosen = new HashSet<>();
      for (int i = 0; i < n; i++) {
        if (random.nextBoolean()) {
          chosen.add(i);
        }
      }
      return chosen;
    }

    private void lie(int liar) {
      cluster.withholds(liar, random.nextBoolean());
      switch (random.nextInt(24)) {
        case 0 -> lies.set(liar, Tamper.NONE);
        case 1 -> lies.set(liar, Lies.silent());
        case 2 -> lies.set(liar, Lies.talksOnlyTo(some()));
        case 3 -> lies.set(liar, Lies.conflictingPrepares(some()));
        case 4 -> lies.set(liar, Lies.conflictingCommits(some()));
        case 5 -> lies.set(liar, Lies.commitsWithoutPrepared());
        case 6 -> lies.set(liar, Lies.withholdsBodies());
        case 7 -> lies.set(liar, Lies.skipsEveryThirdSequenceNumber());
        case 8 -> lies.set(liar, Lies.votesBeyondTheWatermarks());
        case 9 -> lies.set(liar, Lies.falseCheckpoints());
        case 10 -> lies.set(liar, Lies.boastfulStatus());
        case 11 -> lies.set(liar, Lies.demandsTheNextViewAllTheTime());
        case 12 -> lies.set(liar, Lies.demandsAFarFutureView());
        case 13 -> lies.set(liar, Lies.forgetsWhatItPrepared());
        case 14 -> lies.set(liar, Lies.forgetsAll());
        case 15 -> lies.set(liar, Lies.omitsFromNewViews());
        case 16 -> lies.set(liar, Lies.never(NewView.class));
        case 17 -> {
          Lies.Replaying replay = new Lies.Replaying(random);
          listeners.add(replay);
          lies.set(liar, replay);
        }
        case 18, 19, 20 -> conspire();
        case 21, 22 ->
            cluster.twin(
                liar,
                cluster.replicas().all().stream()
                    .filter(peer -> random.nextBoolean())
                    .collect(Collectors.toSet()));
        default -> cluster.member(liar).loseVotes();
      }
    }

    private void conspire() {
      Lies.Conspiracy together = new Lies.Conspiracy(n, liars, some());
      listeners.add(together);
      liars.forEach(liar -> lies.set(liar, together));
    }
  }
}
