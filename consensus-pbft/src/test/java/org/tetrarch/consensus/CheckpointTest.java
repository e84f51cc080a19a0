package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tetrarch.consensus.cluster.Statements.stateAfter;

import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;

/** PBFT §4.3, checkpoints; here of replica 1 of 4. */
class CheckpointTest {
  private static final TestBatch A = TestBatch.of(1);
  private static final Digest WRONG = TestBatch.sha256("another state");

  private static Solo committed() {
    Solo replica = Solo.joined(4, 1);
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 2);
    replica.hearsCommits(0, 1, A.digest(), 0, 2);
    return replica;
  }

  @Test
  void checkpointIsSaidOnceTheBlockIsOnDiskAndNotBefore() {
    Solo replica = Solo.joined(4, 1);
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 2);
    Outputs committed = replica.hearsCommits(0, 1, A.digest(), 0, 2);
    assertThat(committed.of(Output.Execute.class)).hasSize(1);
    assertThat(committed.said(Checkpoint.class)).isEmpty();
    assertThat(replica.executes(1).said(Checkpoint.class))
        .extracting(Checkpoint::state)
        .containsExactly(stateAfter(1));
  }

  @Test
  void qCheckpointsMakeACertificateAndFewerDoNot() {
    Solo replica = committed();
    replica.executes(1);
    assertThat(replica.hearsCheckpoints(1, stateAfter(1), 0).of(Output.Certified.class)).isEmpty();
    Output.Certified certified =
        replica.hearsCheckpoints(1, stateAfter(1), 3).of(Output.Certified.class).getFirst();
    assertThat(certified.checkpoint().proof())
        .extracting(vote -> vote.message().replica().index())
        .containsExactly(0, 1, 3);
  }

  @Test
  void checkpointsOfOneReplicaCountOnce() {
    Solo replica = committed();
    replica.executes(1);
    assertThat(replica.hearsCheckpoints(1, stateAfter(1), 2, 2, 2).of(Output.Certified.class))
        .isEmpty();
  }

  @Test
  void checkpointsOfDifferentStatesDoNotAddUp() {
    Solo replica = committed();
    replica.executes(1);
    replica.hearsCheckpoints(1, WRONG, 0);
    assertThat(replica.hearsCheckpoints(1, stateAfter(1), 2).of(Output.Certified.class)).isEmpty();
    assertThat(replica.hearsCheckpoints(1, stateAfter(1), 3).of(Output.Certified.class)).hasSize(1);
  }

  @Test
  void checkpointsThatCameBeforeTheBlockWasExecutedCount() {
    Solo replica = committed();
    replica.hearsCheckpoints(1, stateAfter(1), 0, 2);
    assertThat(replica.executes(1).of(Output.Certified.class)).hasSize(1);
  }

  @Test
  void certificateIsOnDiskBeforeItIsRelied() {
    Solo replica = committed();
    replica.hearsCheckpoints(1, stateAfter(1), 0, 2);
    Outputs outputs = replica.executes(1);
    assertThat(outputs.written(LogRecord.CheckpointStable.class)).hasSize(1);
    Output.Persist write = outputs.of(Output.Persist.class).getFirst();
    assertThat(write.then()).hasAtLeastOneElementOfType(Output.Certified.class);
  }

  @Test
  void lowWatermarkFollowsTheStableCheckpointAndForgetsWhatLiesBelow() {
    Solo replica = committed();
    assertThat(replica.body(A.digest())).isPresent();
    replica.executes(1);
    replica.hearsCheckpoints(1, stateAfter(1), 0, 2);
    assertThat(replica.status().stable().sequence()).isEqualTo(SequenceNumber.of(1));
    assertThat(replica.body(A.digest())).isEmpty();
    assertThat(replica.hearsPrepares(0, 1, A.digest(), 3).all()).isEmpty();
  }

  @Test
  void highWatermarkFollowsTheLowOne() {
    Solo replica = Solo.joined(4, 1);
    for (int s = 1; s <= Solo.WINDOW; s++) {
      assertThat(replica.receivesValid(0, s, TestBatch.of(s)).said(Prepare.class)).hasSize(1);
    }
    TestBatch next = TestBatch.of(100);
    assertThat(replica.receivesValid(0, Solo.WINDOW + 1, next).said(Prepare.class)).isEmpty();
    replica.hearsPrepares(0, 1, A.digest(), 2);
    replica.hearsCommits(0, 1, A.digest(), 0, 2);
    replica.executes(1);
    replica.hearsCheckpoints(1, stateAfter(1), 0, 2);
    assertThat(replica.receivesValid(0, Solo.WINDOW + 1, next).said(Prepare.class)).hasSize(1);
  }

  @Test
  void checkpointsAreSaidAtTheInterval() {
    Solo replica = committedUpTo(2, 2);
    assertThat(replica.executes(1).said(Checkpoint.class)).isEmpty();
    assertThat(replica.executes(2).said(Checkpoint.class)).hasSize(1);
  }

  private static Solo committedUpTo(int last, long interval) {
    Solo replica = Solo.joined(4, 1, interval);
    for (int s = 1; s <= last; s++) {
      TestBatch batch = TestBatch.of(s);
      replica.receivesValid(0, s, batch);
      replica.hearsPrepares(0, s, batch.digest(), 2);
      replica.hearsCommits(0, s, batch.digest(), 0, 2);
    }
    return replica;
  }

  @Test
  void whenNothingMoreIsExecutedTheLastBlockGetsACheckpointToo() {
    Solo replica = committedUpTo(1, 4);
    assertThat(replica.executes(1).said(Checkpoint.class)).isEmpty();
    assertThat(replica.fires(TimerId.STATUS).said(Checkpoint.class)).isEmpty();
    assertThat(replica.fires(TimerId.STATUS).said(Checkpoint.class))
        .extracting(Checkpoint::state)
        .containsExactly(stateAfter(1));
    assertThat(replica.fires(TimerId.STATUS).said(Checkpoint.class)).isEmpty();

    assertThat(replica.hearsCheckpoints(1, stateAfter(1), 0, 2).of(Output.Certified.class))
        .hasSize(1);
  }

  @Test
  void checkpointsOfThoseThatWereQuietEarlierCount() {
    Solo replica = committedUpTo(1, 4);
    replica.executes(1);
    replica.hearsCheckpoints(1, stateAfter(1), 0, 2);
    assertThat(replica.hearsCheckpoints(1, stateAfter(1), 3).of(Output.Certified.class)).hasSize(1);
  }

  @Test
  void everyBlockIsCertifiedWhereverBetweenTwoCheckpointsRequestsEnd() {
    for (int interval = 2; interval <= 4; interval++) {
      for (int requests = 1; requests <= 2 * interval; requests++) {
        Cluster cluster = new Cluster(4, requests, 8, interval, 4).start();
        for (int i = 0; i < requests; i++) {
          cluster.request();
          cluster.run(10);
        }
        cluster.runUntilAllExecuted(1_000);
        cluster.run(3 * Cluster.TIMEOUTS.status());
        assertThat(cluster.members())
            .allSatisfy(member -> assertThat(member.stable()).isEqualTo(member.height()));
      }
    }
  }

  @Test
  void twoCheckpointsOfOneReplicaForOneSequenceNumberAreEvidence() {
    Solo replica = committed();
    replica.hearsCheckpoints(1, stateAfter(1), 3);
    assertThat(replica.hearsCheckpoints(1, WRONG, 3).evidence())
        .singleElement()
        .satisfies(e -> assertThat(e.culprit().index()).isEqualTo(3));
  }

  @Test
  void checkpointsFarAheadAreNotKept() {
    Solo replica = Solo.joined(4, 1);
    long far = Solo.WINDOW + 1;
    assertThat(replica.hearsCheckpoints(far, stateAfter(far), 0, 2, 3).all()).isEmpty();
    assertThat(replica.status().stable().sequence()).isEqualTo(SequenceNumber.GENESIS);
  }

  @Test
  void certificateForABlockNotYetExecutedIsNotStableHere() {
    Solo replica = committed();
    Outputs outputs = replica.receives(replica.by().status(0, 0, 1));
    assertThat(outputs.of(Output.Certified.class)).isEmpty();
    assertThat(replica.status().stable().sequence()).isEqualTo(SequenceNumber.GENESIS);
    assertThat(replica.executes(1).of(Output.Certified.class)).hasSize(1);
  }

  @Test
  void replicaWhoseStateIsNotTheCertifiedOneHaltsAndNamesTheHeight() {
    Solo replica = committed();
    replica.hearsCheckpoints(1, stateAfter(1), 0, 2, 3);
    Outputs outputs = replica.executes(1, WRONG);
    assertThat(outputs.of(Output.Halt.class))
        .singleElement()
        .satisfies(
            halt -> {
              assertThat(halt.invariant()).isEqualTo("INV-8");
              assertThat(halt.reason()).contains("after 1 ");
            });
    assertThat(outputs.of(Output.Certified.class)).isEmpty();
  }

  @Test
  void haltedReplicaSaysNothingMore() {
    Solo replica = committed();
    replica.hearsCheckpoints(1, stateAfter(1), 0, 2, 3);
    replica.executes(1, WRONG);
    assertThat(replica.status().halted()).isTrue();
    assertThat(replica.receivesValid(0, 2, TestBatch.of(2)).all()).isEmpty();
    Signed<?> suspicion = replica.by().suspicion(2, 0);
    assertThat(replica.receives(suspicion, replica.by().viewChange(3, 1)).all()).isEmpty();
  }

  @Test
  void blockOutOfOrderHalts() {
    Solo replica = Solo.joined(4, 1);
    assertThat(replica.executes(2).of(Output.Halt.class))
        .extracting(Output.Halt::invariant)
        .containsExactly("INV-9");
  }

  @Test
  void blockReportedTwiceChangesNothing() {
    Solo replica = committed();
    replica.executes(1);
    assertThat(replica.executes(1).all()).isEmpty();
  }

  @Test
  void everyBlockIsCertifiedAtEveryReplica() {
    Cluster cluster = new Cluster(4, 1).start();
    for (int i = 0; i < 30; i++) {
      cluster.request();
      cluster.run(10);
    }
    cluster.runUntilAllExecuted(1_000);
    cluster.run(100);
    assertThat(cluster.members())
        .allSatisfy(member -> assertThat(member.stable()).isEqualTo(member.height()));
  }
}
