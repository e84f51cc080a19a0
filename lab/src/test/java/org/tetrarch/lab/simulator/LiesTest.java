package org.tetrarch.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.wire.Frame;

class LiesTest {
  private static final List<Misbehaviour> ALL = new Adversary().misbehaviours();
  private static final ReplicaId ONE = ReplicaId.of(1);
  private static final Frame ANY_FRAME = new Frame.BlocksRequest(1, 1);

  private final Statistics statistics = new Statistics();

  private Lies lies(String... names) {
    return new Lies(List.of(names), ALL, statistics);
  }

  private static Malice begin(Lies lies, String name) {
    Setting setting =
        new Setting(4, Plan.of(1, 4, EnumSet.of(Fault.NETWORK), List.of("silent")).pbft());
    Means means =
        new Means(
            setting.genesis(),
            ReplicaId.of(0),
            Optional.empty(),
            setting.keys(0),
            setting.verifier(),
            () -> 0,
            new SplittableRandom(1),
            new Nothing());
    return lies.known().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .begin(means);
  }

  @Test
  void liarsDoOneThingOrTwoOfThePlanAtOnce() {
    Lies lies = lies("silent", "churn");
    TreeSet<String> drawn = new TreeSet<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      drawn.add(lies.draw(random).name());
    }
    assertThat(drawn).containsExactly("churn", "churn+silent", "silent", "silent+churn");
  }

  @Test
  void whoHasOneThingToDoDoesNoOther() {
    Lies lies = lies("silent");

    assertThat(lies.draw(new SplittableRandom(1)).name()).isEqualTo("silent");
    assertThat(lies.known()).hasSize(1);
  }

  @Test
  void misbehaviourCountsOnceItHasDoneSomethingAndNotBefore() {
    Malice silent = begin(lies("silent", "lying-sync"), "silent");
    assertThat(statistics.behaviours()).isEmpty();

    assertThat(silent.outgoing(ONE, ANY_FRAME)).isEmpty();

    assertThat(statistics.behaviours()).containsOnlyKeys("silent");
    assertThat(statistics.pairs()).isEmpty();
  }

  @Test
  void honestFrameThatALiarLeavesAsItIsCountsForNothing() {
    Malice sync = begin(lies("lying-sync"), "lying-sync");

    assertThat(sync.outgoing(ONE, ANY_FRAME)).containsExactly(ANY_FRAME);
    assertThat(statistics.behaviours()).isEmpty();
  }

  @Test
  void pairCountsWhenBothHaveStruckSinceTheLastChange() {
    Lies lies = lies("silent", "selective-send");
    begin(lies, "silent").outgoing(ONE, ANY_FRAME);
    lies.draw(new SplittableRandom(1));
    deafen(begin(lies, "selective-send"));
    assertThat(statistics.behaviours()).containsOnlyKeys("silent", "selective-send");
    assertThat(statistics.pairs()).isEmpty();

    begin(lies, "silent").outgoing(ONE, ANY_FRAME);

    assertThat(statistics.pairs()).containsOnlyKeys("selective-send+silent");
  }

  private static void deafen(Malice malice) {
    for (int to = 1; to < 4; to++) {
      malice.outgoing(ReplicaId.of(to), ANY_FRAME);
    }
  }

  /** What is sent arrives nowhere. */
  private static final class Nothing implements Reach {
    @Override
    public void send(ReplicaId to, Frame frame) {}

    @Override
    public void sendBytes(ReplicaId to, byte[] content) {}

    @Override
    public void disconnect(ReplicaId peer) {}

    @Override
    public void later(long delayMillis, Runnable task) {}
  }
}
