package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/** Replicas that forget, and replicas that are two. */
class SecondSelfTest {
  private static final Digest D = Stage.digest(1);

  private static ReplicaId to(int replica) {
    return ReplicaId.of(replica);
  }

  @Test
  void amnesiaVotesAgainForAnotherBatchAfterItForgot() {
    Stage stage = new Stage(4, 1);
    Malice amnesia = new Amnesia().begin(stage.means());
    TransferBatch one = stage.batchOf(0, 0);
    TransferBatch other = Falsehood.later(one);
    stage.pass(100);
    amnesia.incoming(to(0), stage.proposal(0, 1, one));
    stage.pass(2_000);
    amnesia.incoming(to(0), stage.proposal(0, 1, other));
    stage.pass(500);
    List<Prepare> votes = Stage.said(stage.sent(2), Prepare.class);

    assertThat(votes).extracting(Prepare::digest).contains(one.digest(), other.digest());
    assertThat(stage.sent(2)).allMatch(stage::valid);
  }

  @Test
  void amnesiaLetsItsHonestPartAskButNotVote() {
    Stage stage = new Stage(4, 1);
    Malice amnesia = new Amnesia().begin(stage.means());
    Frame asks = new Frame.BlocksRequest(1, 10);

    assertThat(amnesia.outgoing(to(2), stage.commit(0, 1, D, 1))).isEmpty();
    assertThat(amnesia.outgoing(to(2), asks)).containsExactly(asks);
    assertThat(amnesia.incoming(to(2), stage.commit(0, 1, D, 2))).isTrue();
  }

  @Test
  void twinIsAWholeReplicaThatProposesForItself() {
    Stage stage = new Stage(4, 0);
    Malice twin = new Twin().begin(stage.means());
    Frame.Transactions transfers = new Frame.Transactions(stage.batch(0).transactions());
    for (int i = 0; i < 10; i++) {
      for (int other = 1; other < 4; other++) {
        twin.incoming(to(other), transfers);
      }
      stage.pass(3_000);
    }
    List<PrePrepare> proposed = new ArrayList<>();
    for (int other = 1; other < 4; other++) {
      proposed.addAll(Stage.said(stage.sent(other), PrePrepare.class));
    }

    assertThat(proposed).isNotEmpty().allMatch(m -> m.sequence().value() == 1);
    assertThat(Stage.said(stage.sent(2), Status.class)).isNotEmpty();
  }

  @Test
  void twinChangesWhoHearsWhichOfTheTwo() {
    Stage stage = new Stage(4, 0);
    Malice twin = new Twin().begin(stage.means());
    Frame vote = stage.commit(0, 1, D, 0);
    int heard = 0;
    for (int i = 0; i < 30; i++) {
      List<Frame> told = twin.outgoing(to(1), vote);
      assertThat(told).isSubsetOf(vote);
      heard += told.size();
      stage.pass(3_000);
    }

    assertThat(heard).isBetween(10, 29);
  }
}
