package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.state.ReplicaConfig.Timeouts;

/** PBFT §4.5.2: a primary that does not serve is replaced, and only such a one. */
class LivenessTest {
  private static final TestBatch A = TestBatch.of(1);
  private static final long REQUEST = Cluster.TIMEOUTS.request();
  private static final long NEW_VIEW = Cluster.TIMEOUTS.newView();
  private static final long CAP = Cluster.TIMEOUTS.cap();
  private final Statements by = new Statements(4);
  private final Solo replica = Solo.joined(4, 2);

  private static OptionalLong started(Outputs outputs, TimerId timer) {
    return outputs.of(Output.StartTimer.class).stream()
        .filter(start -> start.timer() == timer)
        .mapToLong(Output.StartTimer::delayMillis)
        .findFirst();
  }

  private static Stream<Status> suspicions(Outputs outputs) {
    return outputs.said(Status.class).stream().filter(Status::suspects);
  }

  // --- what makes a replica suspect its primary

  @Test
  void aWaitingRequestIsTimed() {
    assertThat(started(replica.waits(1), TimerId.REQUEST)).hasValue(REQUEST);
  }

  @Test
  void aPrimaryThatDoesNotServeARequestInTimeIsSuspectedAndThatIsSaidAtOnce() {
    replica.waits(1);
    Outputs outputs = replica.fires(TimerId.REQUEST);
    assertThat(suspicions(outputs)).hasSize(1);
    assertThat(replica.status().suspects()).isTrue();
  }

  @Test
  void servingOthersDoesNotStopTheTimerOfTheRequestThatWaitsLongest() {
    replica.waits(1);
    replica.finalizes(0, 1, A);
    assertThat(started(replica.waits(1), TimerId.REQUEST)).isEmpty();
    replica.fires(TimerId.REQUEST);
    assertThat(replica.status().suspects()).isTrue();
  }

  @Test
  void theNextRequestHasItsOwnTime() {
    replica.waits(1);
    replica.fires(TimerId.REQUEST);
    assertThat(started(replica.waits(2), TimerId.REQUEST)).hasValue(REQUEST);
    assertThat(replica.status().suspects()).as("the first was served after all").isFalse();
  }

  @Test
  void whereNothingWaitsNothingIsTimed() {
    replica.waits(1);
    assertThat(replica.waitsForNothing().of(Output.StopTimer.class))
        .extracting(Output.StopTimer::timer)
        .containsExactly(TimerId.REQUEST);
  }

  @Test
  void anOpenSlotIsTimed() {
    Outputs outputs = replica.receives(by.proposal(0, 1, A));
    assertThat(started(outputs, TimerId.SLOT)).hasValue(REQUEST);
    replica.fires(TimerId.SLOT);
    assertThat(replica.status().suspects()).isTrue();
  }

  @Test
  void aHoleThatThePrimaryLeavesIsTimed() {
    assertThat(started(replica.receives(by.proposal(0, 2, A)), TimerId.SLOT)).hasValue(REQUEST);
  }

  @Test
  void anInvalidBatchMakesItsPrimarySuspectedAtOnce() {
    replica.receives(by.proposal(0, 1, A));
    assertThat(suspicions(replica.objectsTo(0, 1, A))).hasSize(1);
  }

  @Test
  void anObjectionThatComesTooLateAccusesNobody() {
    replica.receives(by.proposal(0, 1, A));
    // Its blocks came from a peer meanwhile, so that what is next has changed.
    replica.imports(by.stable(1));
    replica.objectsTo(0, 1, A);
    assertThat(replica.status().suspects()).isFalse();
  }

  @Test
  void twoAssignmentsOfOneSequenceNumberMakeTheirPrimarySuspectedAtOnce() {
    replica.receivesValid(0, 1, A);
    assertThat(suspicions(replica.receives(by.prePrepare(0, 1, TestBatch.of(2).digest()))))
        .hasSize(1);
  }

  @Test
  void aPrimaryThatFallsSilentIsSuspected() {
    replica.receives(by.status(0, 0, 0), by.status(1, 0, 0));
    replica.fires(TimerId.SILENCE);
    assertThat(replica.status().suspects()).isFalse();
    replica.fires(TimerId.SILENCE);
    assertThat(replica.status().suspects()).isTrue();
    replica.receives(by.status(0, 0, 0));
    assertThat(replica.status().suspects()).as("heard again").isFalse();
  }

  @Test
  void whileTooFewReplicasAreThereSilenceIsNotThePrimarysFault() {
    replica.receives(by.status(1, 0, 0));
    for (int period = 0; period < 100; period++) {
      replica.fires(TimerId.SILENCE);
    }
    assertThat(replica.status().suspects()).isFalse();
  }

  @Test
  void aPrimaryDoesNotWatchItself() {
    Solo primary = Solo.joined(4, 0);
    assertThat(started(primary.waits(1), TimerId.REQUEST)).isEmpty();
    assertThat(primary.status().suspects()).isFalse();
  }

  // --- who makes a replica leave the view

  @Test
  void oneReplicaAloneDoesNotLeave() {
    replica.waits(1);
    assertThat(replica.fires(TimerId.REQUEST).said(ViewChange.class)).isEmpty();
  }

  @Test
  void fPlusOneThatSuspectLeave() {
    replica.waits(1);
    replica.fires(TimerId.REQUEST);
    assertThat(replica.receives(by.suspicion(3, 0)).said(ViewChange.class))
        .extracting(ViewChange::view)
        .containsExactly(View.of(1));
  }

  @Test
  void suspicionsOfOthersAreEnough() {
    Outputs outputs = replica.receives(by.suspicion(1, 0), by.suspicion(3, 0));
    assertThat(outputs.said(ViewChange.class)).hasSize(1);
  }

  @Test
  void suspicionAndViewChangeOfOneReplicaCountOnce() {
    Outputs outputs = replica.receives(by.suspicion(1, 0), by.viewChange(1, 1));
    assertThat(outputs.said(ViewChange.class)).isEmpty();
  }

  @Test
  void suspicionOfAnotherViewDoesNotCount() {
    Outputs outputs = replica.receives(by.suspicion(1, 4), by.suspicion(3, 8));
    assertThat(outputs.said(ViewChange.class)).isEmpty();
  }

  @Test
  void suspicionThatIsTakenBackDoesNotCount() {
    replica.receives(by.suspicion(1, 0), by.status(1, 0, 0));
    assertThat(replica.receives(by.suspicion(3, 0)).said(ViewChange.class)).isEmpty();
  }

  @Test
  void suspicionOfOneThatFellSilentWearsOff() {
    replica.receives(by.suspicion(1, 0));
    for (int period = 0; period < 9; period++) {
      replica.fires(TimerId.STATUS);
    }
    assertThat(replica.receives(by.suspicion(3, 0)).said(ViewChange.class)).isEmpty();
  }

  @Test
  void aNewViewStartsWithoutSuspicion() {
    replica.waits(1);
    replica.fires(TimerId.REQUEST);
    Outputs outputs = replica.receives(by.emptyNewView(1));
    assertThat(replica.status().suspects()).isFalse();
    assertThat(started(outputs, TimerId.REQUEST)).as("timed anew").isPresent();
  }

  // --- timeouts

  @Test
  void timeoutsDoubleUpToTheCap() {
    Timeouts timeouts = Cluster.TIMEOUTS;
    assertThat(Stream.of(0, 1, 2, 3, 4, 60, 5_000_000).map(f -> timeouts.grown(REQUEST, f)))
        .containsExactly(REQUEST, 2 * REQUEST, 4 * REQUEST, CAP, CAP, CAP, CAP);
  }

  @Test
  void aCapBelowTheBaseDoesNotShortenIt() {
    assertThat(new Timeouts(1, 2, 10, 50, 20).grown(50, 3)).isEqualTo(50);
  }

  @Test
  void theWaitForEachNextNewViewIsLonger() {
    Solo waiting = Solo.joined(4, 3);
    List<Long> waits =
        Stream.of(1, 2, 4, 5, 6)
            .map(v -> waiting.receives(by.viewChange(0, v), by.viewChange(1, v)))
            .map(outputs -> started(outputs, TimerId.NEW_VIEW).orElseThrow())
            .toList();
    assertThat(waits).containsExactly(NEW_VIEW, 2 * NEW_VIEW, 4 * NEW_VIEW, CAP, CAP);
  }

  @Test
  void theNewViewTimerRunsOnWhateverElseArrives() {
    Solo waiting = Solo.joined(4, 3);
    waiting.receives(by.viewChange(0, 2), by.viewChange(1, 2));
    Outputs outputs = waiting.receives(by.viewChange(1, 2), by.viewChange(2, 2));
    assertThat(started(outputs, TimerId.NEW_VIEW)).isEmpty();
  }

  // --- all together

  @Test
  void aDeadPrimaryIsReplacedBeforeTheNextUserComes() {
    Cluster cluster = new Cluster(4, 1).start();
    cluster.request();
    cluster.runUntilAllExecuted(5_000);
    cluster.member(0).crash();
    cluster.runUntil(
        "the others left view 0",
        10_000,
        () -> cluster.members().stream().skip(1).allMatch(m -> m.status().view().number() == 1));
    cluster.request();
    cluster.runUntilAllExecuted(100);
  }

  @Test
  void fDeadPrimariesInARowAreReplaced() {
    Cluster cluster = new Cluster(7, 1).start();
    cluster.request();
    cluster.runUntilAllExecuted(5_000);
    cluster.member(0).crash();
    cluster.member(1).crash();
    cluster.request();
    cluster.runUntilAllExecuted(30_000);
    assertThat(cluster.member(2).status().view()).isEqualTo(View.of(2));
  }

  @Test
  void aReplicaWithABadLineToThePrimaryDoesNotLeaveAlone() {
    Cluster cluster = new Cluster(4, 1).start();
    cluster.run(3_000);
    cluster.network((from, to, r) -> from.index() == 0 && to.index() == 3 ? -1 : 1);
    for (int i = 0; i < 20; i++) {
      cluster.request();
      cluster.run(1_000);
    }
    assertThat(cluster.member(3).status().suspects()).isTrue();
    assertThat(cluster.members())
        .allSatisfy(member -> assertThat(member.status().view()).isEqualTo(View.FIRST));
    cluster.network(Cluster.Network.PERFECT);
    cluster.runUntilAllExecuted(5_000);
  }

  @Test
  void withAllInOrderNobodyLeavesTheView() {
    Cluster cluster = new Cluster(7, 1).start();
    cluster.network((from, to, r) -> 1 + r.nextInt(100));
    for (int i = 0; i < 100; i++) {
      cluster.request();
      cluster.run(r(i));
    }
    cluster.runUntilAllExecuted(5_000);
    assertThat(cluster.members())
        .allSatisfy(member -> assertThat(member.status().view()).isEqualTo(View.FIRST));
  }

  private static long r(int i) {
    return i * 37L % 400;
  }
}
