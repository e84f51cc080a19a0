package org.tetrarch.lab.simulator.monitor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.tetrarch.lab.simulator.monitor.FirstBlock.assertViolates;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.Footprint;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.node.core.PbftSetup;

/** INV-11: a node that holds one too many of anything is seen. */
class BoundedTest {
  private static final int WINDOW = 16;
  private static final Genesis GENESIS = DevelopmentNetwork.create(4, 2).genesis();
  private static final Bounded.Limits LIMITS = new Bounded.Limits(100, 50, 10, 5);

  private static Footprint footprint(int slots, int viewsVotedIn) {
    return new Footprint(slots, 0, 0, 0, 0, 0, 0, viewsVotedIn, 0, 0);
  }

  private Bounded bounded() {
    return new Bounded(PbftSetup.config(GENESIS, ReplicaId.of(0)), LIMITS);
  }

  @Test
  void aNodeThatHoldsAsMuchAsItMayIsNotReported() {
    Bounded monitor = bounded();
    monitor.status(1, status(0, 0));
    Holdings most = new Holdings(footprint(2 * WINDOW, 0), 100, 50, 2 + 2 * WINDOW + 10, 4 * 5);
    assertThatCode(() -> monitor.holds(1, most)).doesNotThrowAnyException();
  }

  @Test
  void oneTooManyOfAnythingThatANodeHoldsIsSeen() {
    Bounded monitor = bounded();
    monitor.status(1, status(0, 0));
    List.of(
            new Holdings(footprint(2 * WINDOW + 1, 0), 0, 0, 0, 0),
            new Holdings(footprint(0, 0), 101, 0, 0, 0),
            new Holdings(footprint(0, 0), 0, 51, 0, 0),
            new Holdings(footprint(0, 0), 0, 0, 2 + 2 * WINDOW + 10 + 1, 0),
            new Holdings(footprint(0, 0), 0, 0, 0, 4 * 5 + 1))
        .forEach(held -> assertViolates("INV-11", () -> monitor.holds(1, held)));
  }

  /** Each view leaves two records, and each slot two in each view; until there is a checkpoint. */
  @Test
  void theLogMayGrowWithTheViewsSinceTheWindowOpenedAndNoFurther() {
    Bounded monitor = bounded();
    monitor.status(1, status(0, 0));
    monitor.status(1, status(3, 0));
    int most = 2 * 2 * WINDOW * 2 + 2 * (3 + 1) + 2 * WINDOW + 10;
    Holdings held = new Holdings(footprint(0, 2), 0, 0, most, 0);
    assertThatCode(() -> monitor.holds(1, held)).doesNotThrowAnyException();
    monitor.status(1, status(3, WINDOW + 1));
    monitor.status(1, status(3, 2 * WINDOW + 1));
    assertViolates("INV-11", () -> monitor.holds(1, held));
  }

  private static ReplicaStatus status(long view, long stable) {
    SequenceNumber sequence = SequenceNumber.of(stable);
    return new ReplicaStatus(
        View.of(view),
        ReplicaId.of(0),
        Status.Mode.ACTIVE,
        sequence,
        new StableCheckpoint(sequence, Digest.NULL_REQUEST, List.of()),
        false,
        false,
        0,
        List.of());
  }
}
