package org.tetrarch.node.http.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.web.port.NetworkStatus;
import org.tetrarch.web.port.ProtocolView.Pace;
import org.tetrarch.web.port.ProtocolView.Resolution;
import org.tetrarch.web.port.ReplicaStatus;
import org.tetrarch.web.port.SlotRecord;
import org.tetrarch.web.port.SlotRecord.Vote;
import org.tetrarch.web.port.TraceEvent;
import org.tetrarch.web.port.TraceEvent.Kind;

final class ProtocolTraceTest {
  private static final int REPLICAS = 4;
  private static final long START = 1_700_000_000_000_000L;
  private static final Digest BATCH = digest(1);
  private static final Digest OTHER = digest(2);

  private static final byte[] SIGNATURE = new byte[65];

  private long now = START;
  private final ProtocolTrace trace = new ProtocolTrace(REPLICAS, 0, () -> now);

  private static Digest digest(int filling) {
    byte[] bytes = new byte[Digest.LENGTH];
    bytes[0] = (byte) filling;
    return Digest.of(bytes);
  }

  private static Envelope envelope(Message message) {
    return new Envelope.Statement(new Signed<>(message, SignatureBytes.of(SIGNATURE)));
  }

  private void said(long afterMicros, Message message) {
    now = START + afterMicros;
    trace.received(message.replica(), envelope(message));
  }

  private static PrePrepare proposal(long view, long height, Digest digest) {
    return new PrePrepare(
        View.of(view), SequenceNumber.of(height), digest, ReplicaId.of((int) (view % REPLICAS)));
  }

  private static Prepare prepare(long view, long height, Digest digest, int replica) {
    return new Prepare(View.of(view), SequenceNumber.of(height), digest, ReplicaId.of(replica));
  }

  private static Commit commit(long view, long height, Digest digest, int replica) {
    return new Commit(View.of(view), SequenceNumber.of(height), digest, ReplicaId.of(replica));
  }

  private static Checkpoint checkpoint(long height, Digest digest, int replica) {
    return new Checkpoint(SequenceNumber.of(height), digest, ReplicaId.of(replica));
  }

  private void agreedOn(long height, long afterMicros) {
    said(afterMicros, proposal(0, height, BATCH));
    for (int replica = 0; replica < 3; replica++) {
      said(afterMicros + 1_000, commit(0, height, BATCH, replica));
    }
    now = START + afterMicros + 2_000;
    trace.executed(height, now / 1_000, 5);
    now = START + afterMicros + 3_000;
    trace.certified(height);
  }

  private SlotRecord slot(long height) {
    return trace.slot(height).orElseThrow();
  }

  @Test
  void eachPhaseIsKeptWithTheFirstVoteOfEachReplica() {
    said(0, proposal(0, 1, BATCH));
    said(100, prepare(0, 1, BATCH, 2));
    said(150, prepare(0, 1, BATCH, 1));
    said(200, prepare(0, 1, BATCH, 2));
    said(300, commit(0, 1, BATCH, 3));
    now = START + 400;
    trace.executed(1, 1_700_000_000_000L, 2);
    said(500, checkpoint(1, OTHER, 0));
    now = START + 600;
    trace.certified(1);

    SlotRecord.Attempt attempt = slot(1).attempts().getFirst();
    assertThat(attempt.view()).isZero();
    assertThat(attempt.primary()).isZero();
    assertThat(attempt.proposal()).contains(vote(0, 0, BATCH));
    assertThat(attempt.prepares()).containsExactly(vote(2, 100, BATCH), vote(1, 150, BATCH));
    assertThat(attempt.commits()).containsExactly(vote(3, 300, BATCH));
    assertThat(slot(1).executed()).hasValue(START + 400);
    assertThat(slot(1).checkpoints()).containsExactly(vote(0, 500, OTHER));
    assertThat(slot(1).certified()).hasValue(START + 600);
  }

  private static Vote vote(int replica, long afterMicros, Digest digest) {
    return new Vote(
        replica, START + afterMicros, "0x" + HexFormat.of().formatHex(digest.toBytes()));
  }

  @Test
  void aViewChangeLeavesBothAttemptsToBeSeen() {
    said(0, proposal(0, 1, BATCH));
    now = START + 50;
    trace.entered(1);
    said(100, proposal(1, 1, BATCH));

    assertThat(slot(1).attempts()).extracting(SlotRecord.Attempt::view).containsExactly(0L, 1L);
    assertThat(slot(1).attempts()).extracting(SlotRecord.Attempt::primary).containsExactly(0, 1);
  }

  @Test
  void whatALiarNamesFarAwayIsNotKept() {
    said(0, prepare(1_000_000, 1, BATCH, 3));
    said(0, prepare(0, SlotBook.MAX_AHEAD + 1L, BATCH, 3));
    assertThat(trace.slot(1)).isEmpty();
    assertThat(trace.slot(SlotBook.MAX_AHEAD + 1L)).isEmpty();

    for (long view = 0; view < 100; view++) {
      trace.entered(view);
      said(0, prepare(view, 1, BATCH, 3));
    }
    assertThat(slot(1).attempts()).hasSize(Slot.MAX_VIEWS);
  }

  @Test
  void theOldestBlocksAreForgotten() {
    for (long height = 1; height <= SlotBook.MAX_SLOTS + 10L; height++) {
      trace.executed(height, now / 1_000, 0);
    }
    assertThat(trace.slot(10)).isEmpty();
    assertThat(trace.slot(11)).isPresent();
  }

  @Test
  void paceIsCountedByTheTimeOfTheBlocks() {
    agreedOn(1, 0);
    agreedOn(2, 400_000);
    agreedOn(3, 1_500_000);
    now = START + 3_000_000;

    List<Pace> seconds = trace.pace(Resolution.SECOND);
    assertThat(seconds).hasSize(Resolution.SECOND.length());
    assertThat(seconds.getLast()).isEqualTo(new Pace(1_700_000_003_000L, 0, 0, 0, 0, 0));
    assertThat(seconds.get(seconds.size() - 4))
        .isEqualTo(new Pace(1_700_000_000_000L, 2, 10, 2, 6_000, 3_000));
    assertThat(seconds.get(seconds.size() - 3))
        .isEqualTo(new Pace(1_700_000_001_000L, 1, 5, 1, 3_000, 3_000));
    assertThat(trace.pace(Resolution.MINUTE).getLast().transfers()).isEqualTo(15);
  }

  @Test
  void aBlockThatWasFetchedHasNoTimeToFinality() {
    trace.executed(1, now / 1_000, 3);
    trace.certified(1);
    Pace pace = trace.pace(Resolution.SECOND).getLast();
    assertThat(pace.transfers()).isEqualTo(3);
    assertThat(pace.finalities()).isZero();
  }

  @Test
  void theVoteDelayIsTheMedianOfTheNewestBlocks() {
    for (int height = 1; height <= 3; height++) {
      said(0, proposal(0, height, BATCH));
      said(height * 1_000L, commit(0, height, BATCH, 2));
    }
    assertThat(trace.presence().get(2).medianVoteMicros()).contains(2_000L);
    assertThat(trace.presence().get(3).medianVoteMicros()).isEmpty();
  }

  @Test
  void primariesAreCountedByTheBlocksThatTheyProposedSince() {
    agreedOn(1, 0);
    agreedOn(2, 5_000_000);
    agreedOn(3, 6_000_000);
    assertThat(trace.proposalsSince((START + 1_000_000) / 1_000)).isEqualTo(Map.of(0, 2));
    assertThat(trace.proposalsSince((START + 9_000_000) / 1_000)).isEmpty();
  }

  @Test
  void presenceIsCountedByTheMinute() {
    trace.look(status(true));
    trace.look(status(false));
    now = START + 60_000_000;
    trace.look(status(true));

    var minutes = trace.presence().get(3).minutes();
    assertThat(minutes)
        .extracting(m -> m.present() + "/" + m.looks())
        .containsExactly("1/2", "1/1");
    assertThat(trace.presence().get(0).minutes().getFirst().present()).isEqualTo(2);
  }

  private List<TraceEvent> events(long after, int limit) {
    return trace.trace(0, Long.MAX_VALUE, after, limit).events();
  }

  @Test
  void everyMessageIsToldInItsOrderWithItsPeerAndWhatCameOfIt() {
    trace.sentToAll(envelope(proposal(0, 1, BATCH)));
    trace.sent(ReplicaId.of(2), envelope(proposal(0, 1, OTHER)));
    said(5, prepare(0, 1, BATCH, 3));
    trace.refused(ReplicaId.of(1), "signature is not valid");
    trace.executed(1, now / 1_000, 2);

    List<TraceEvent> events = events(-1, 10);
    assertThat(events)
        .extracting(TraceEvent::kind)
        .containsExactly(Kind.SENT, Kind.SENT, Kind.RECEIVED, Kind.REFUSED, Kind.EXECUTED);
    assertThat(events.get(0).peer()).isEmpty();
    assertThat(events.get(1).peer()).hasValue(2);
    assertThat(events.get(2).peer()).hasValue(3);
    TraceEvent.Statement statement = events.get(1).statement().orElseThrow();
    assertThat(statement.type()).isEqualTo("PRE-PREPARE");
    assertThat(statement.sequence()).hasValue(1);
    assertThat(statement.digest()).contains("0x02" + "00".repeat(31));
    assertThat(statement.signature()).isEqualTo("0x" + "00".repeat(65));
    assertThat(events.get(3).reason()).contains("signature is not valid");
    assertThat(events.get(4).number()).hasValue(1);
  }

  @Test
  void eventsComeInPagesAndByTime() {
    for (int i = 0; i < 5; i++) {
      said(i * 10L, prepare(0, 1, BATCH, 3));
    }
    assertThat(events(-1, 3)).hasSize(3);
    assertThat(trace.trace(0, Long.MAX_VALUE, -1, 3).more()).isTrue();
    assertThat(events(events(-1, 3).getLast().id(), 3)).hasSize(2);
    assertThat(trace.trace(START + 10, START + 30, -1, 10).events()).hasSize(3);
    assertThat(trace.trace(0, Long.MAX_VALUE, -1, 5).more()).isFalse();
  }

  @Test
  void theOldestEventsAreForgotten() {
    for (int i = 0; i <= EventRing.CAPACITY; i++) {
      trace.refused(ReplicaId.of(1), "malformed frame");
      if (i % 1_000 == 0) {
        trace.look(status(true));
      }
    }
    assertThat(events(-1, 1).getFirst().id()).isEqualTo(1);
  }

  private static NetworkStatus status(boolean lastIsThere) {
    List<ReplicaStatus> replicas =
        IntStream.range(0, REPLICAS)
            .mapToObj(index -> replica(index, index < REPLICAS - 1 || lastIsThere))
            .toList();
    return new NetworkStatus(0, 0, 1, 3, false, replicas, true, Optional.empty());
  }

  private static ReplicaStatus replica(int index, boolean isThere) {
    return new ReplicaStatus(
        index,
        "node" + index,
        TestChain.validator(index),
        "127.0.0.1:" + (30_300 + index),
        isThere,
        isThere ? ReplicaStatus.State.NORMAL : ReplicaStatus.State.UNREACHABLE,
        0,
        0,
        0,
        OptionalLong.empty(),
        false,
        OptionalLong.empty());
  }
}
