package org.tetrarch.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.lab.adversary.SplitBrain;
import org.tetrarch.lab.simulator.monitor.Violation;
import org.tetrarch.lab.simulator.network.Link;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.node.evidence.EvidenceFile;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Certificates;

/**
 * INV-14 on whole nodes: more than f liars can fork the chain, and then what both sides hold names
 * f+1 of them, to anybody who has the genesis file.
 */
class ForkTest {
  private static final int LONGEST_MILLIS = 60_000;

  /** As many liars as two quorums must share, one side of the rest before them, one behind. */
  private record Sides(List<Integer> one, List<Integer> liars, List<Integer> other) {
    static Sides of(int n) {
      ReplicaSet replicas = new ReplicaSet(n);
      int apart = n - replicas.quorum();
      return new Sides(range(0, apart), range(apart, n - apart), range(n - apart, n));
    }

    private static List<Integer> range(int from, int to) {
      return IntStream.range(from, to).boxed().toList();
    }
  }

  private static World world(int n, Sides sides, boolean watched) {
    Plan drawn = Plan.of(n, n, EnumSet.of(Fault.BYZANTINE), List.of("split-brain"));
    Plan plan =
        new Plan(
            n,
            n,
            drawn.pbft(),
            drawn.faults(),
            new TreeSet<>(sides.liars()),
            Set.of(),
            drawn.behaviours(),
            drawn.rounds());
    Set<ReplicaId> other =
        sides.other().stream().map(ReplicaId::of).collect(Collectors.toUnmodifiableSet());
    World world = new World(plan, Trace.NONE, List.of(new SplitBrain(other)), watched);
    for (int one : sides.one()) {
      for (int two : sides.other()) {
        world.network().link(one, two, Link.CUT);
        world.network().link(two, one, Link.CUT);
      }
    }
    sides.liars().forEach(liar -> world.node(liar).misbehave(world.lies().draw(world.random())));
    world.nodes().forEach(SimulatedNode::start);
    world.timeline().run(5_000);
    return world;
  }

  private static void pay(World world, int node, int coins) {
    UnsignedTransaction transfer =
        UnsignedTransaction.dynamicFee(world.setting().genesis().chainId())
            .nonce(0)
            .maxFeePerGas(Wei.gwei(3))
            .maxPriorityFeePerGas(Wei.ZERO)
            .value(Wei.gwei(coins))
            .to(Setting.account(1));
    SignedTransaction signed = Setting.signed(transfer, 0);
    var unused = world.node(node).core().submit(signed);
  }

  private static Optional<Violation> goOn(World world) {
    try {
      while (world.timeline().now() < LONGEST_MILLIS) {
        world.timeline().run(500);
      }
      return Optional.empty();
    } catch (Violation violation) {
      return Optional.of(violation);
    }
  }

  private static StableCheckpoint certificate(World world, int node) throws StorageException {
    Optional<Certificate> found = world.node(node).core().stores().chain().certificate(1);
    return Certificates.fromLedger(found.orElseThrow());
  }

  private static World spentTwice(int n, Sides sides, boolean watched) {
    World world = world(n, sides, watched);
    pay(world, sides.one().getFirst(), 1);
    pay(world, sides.other().getFirst(), 2);
    return world;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 10})
  void fPlusOneLiarsForkTheChainAndTheEvidenceNamesThemAndNobodyElse(int n) throws Exception {
    Sides sides = Sides.of(n);
    assertThat(sides.liars()).hasSize(new ReplicaSet(n).oneCorrect());
    World world = spentTwice(n, sides, false);
    assertThat(goOn(world)).isEmpty();

    StableCheckpoint one = certificate(world, sides.one().getFirst());
    StableCheckpoint other = certificate(world, sides.other().getFirst());
    assertThat(one.state()).as("forked").isNotEqualTo(other.state());
    List<Signed<Checkpoint>> both = new ArrayList<>(one.proof());
    both.addAll(other.proof());
    EvidenceFile evidence = new EvidenceFile(world.setting().genesis());
    assertThat(evidence.verify(evidence.write(both)))
        .extracting(EvidenceFile.Culprit::replica)
        .containsExactlyElementsOf(sides.liars());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 10})
  void theMonitorsSeeTheForkComing(int n) {
    World world = spentTwice(n, Sides.of(n), true);
    assertThat(goOn(world)).get().extracting(Violation::invariant).isEqualTo("INV-7");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 10})
  void whereOneLiarIsMissingNeitherSideMovesOrOnlyOneDoes(int n) {
    Sides full = Sides.of(n);
    // The one that is missing is correct, and on one side.
    List<Integer> one = new ArrayList<>(full.one());
    one.add(full.liars().getFirst());
    Sides sides = new Sides(one, full.liars().subList(1, full.liars().size()), full.other());
    assertThat(sides.liars()).hasSize(new ReplicaSet(n).faulty());
    World world = spentTwice(n, sides, true);

    assertThat(goOn(world)).isEmpty();
    assertThat(world.agreement().highest()).as("one side is a quorum").isPositive();
  }
}
