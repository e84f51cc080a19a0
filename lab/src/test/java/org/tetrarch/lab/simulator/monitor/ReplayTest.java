package org.tetrarch.lab.simulator.monitor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.tetrarch.lab.simulator.monitor.FirstBlock.assertViolates;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;

/** INV-13: a disk or an execution that gives something else the second time is seen. */
class ReplayTest {
  private final FirstBlock one = new FirstBlock();

  private Replay.Restored restored(BlockHeader head, LogRecord... records) {
    SortedMap<SequenceNumber, Digest> states =
        new TreeMap<>(Map.of(SequenceNumber.GENESIS, Digest.NULL_REQUEST));
    return new Replay.Restored(
        head, new RecoveredState(List.of(records), states), List.of(), status(0));
  }

  @Test
  void aDiskThatIsAnotherOneTheNextTimeIsSeen() {
    Replay monitor = new Replay(one.genesis());
    LogRecord joined = new LogRecord.Joined(SequenceNumber.GENESIS);
    Replay.Restored found = restored(one.parent(), joined);
    assertThatCode(() -> monitor.reopened(1, found, restored(one.parent(), joined)))
        .doesNotThrowAnyException();
    assertViolates("INV-13", () -> monitor.reopened(1, found, restored(one.parent())));
    BlockHeader next = one.block(1).block().header();
    assertViolates("INV-13", () -> monitor.reopened(1, found, restored(next, joined)));
    Replay.Restored elsewhere =
        new Replay.Restored(one.parent(), found.state(), List.of(), status(1));
    assertViolates("INV-13", () -> monitor.reopened(1, found, elsewhere));
    Replay.Restored otherWords =
        new Replay.Restored(
            one.parent(), found.state(), List.of(new Output.NoBatchWanted()), status(0));
    assertViolates("INV-13", () -> monitor.reopened(1, found, otherWords));
  }

  @Test
  void aBlockThatExecutionDoesNotGiveAgainIsSeen() {
    Replay monitor = new Replay(one.genesis());
    Block honest = one.block(1, one.transfer(0)).block();
    assertThatCode(() -> monitor.executedAgain(1, List.of(honest))).doesNotThrowAnyException();
    Block forged = new Block(one.block(1).block().header(), List.of(one.transfer(0)));
    assertViolates("INV-13", () -> monitor.executedAgain(1, List.of(forged)));
  }

  private static ReplicaStatus status(long view) {
    return new ReplicaStatus(
        View.of(view),
        ReplicaId.of(0),
        Status.Mode.ACTIVE,
        SequenceNumber.GENESIS,
        StableCheckpoint.genesis(Digest.NULL_REQUEST),
        false,
        false,
        0,
        List.of());
  }
}
