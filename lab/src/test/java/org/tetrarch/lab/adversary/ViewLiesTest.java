package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.wire.Frame;

/** Lies about views, PBFT §4.4. */
class ViewLiesTest {
  private static final Digest D = Stage.digest(1);

  private final Stage stage = new Stage(4, 1);
  private final Frame status = stage.status(5, 0, stage.stable(0, D), 1);

  private static ReplicaId to(int replica) {
    return ReplicaId.of(replica);
  }

  @Test
  void farFutureViewDemandsViewsAMillionAhead() {
    Malice far = new FarFutureView().begin(stage.means());
    List<Frame> said = far.outgoing(to(2), status);

    assertThat(said).contains(status).allMatch(stage::valid);
    assertThat(Stage.said(said, ViewChange.class))
        .hasSize(1)
        .allMatch(m -> m.view().number() >= 1_000_005);
  }

  @Test
  void viewChangeSpamDemandsANewerViewWithEachWord() {
    Malice spam = new ViewChangeSpam().begin(stage.means());
    Frame vote = stage.commit(5, 1, D, 1);
    List<Frame> said = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      said.addAll(spam.outgoing(to(2), status));
      said.addAll(spam.outgoing(to(2), vote));
    }

    assertThat(said).contains(vote).allMatch(stage::valid);
    assertThat(Stage.said(said, ViewChange.class).stream().map(m -> m.view().number()))
        .containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(Stage.said(said, Status.class)).allMatch(Status::suspects);
  }

  @Test
  void staleViewRepeatsWhatWasSaidInOldViews() {
    Malice stale = new StaleView().begin(stage.means());
    Frame old = stage.prepare(2, 1, D, 3);
    stale.incoming(to(3), old);
    stale.incoming(to(3), stage.checkpoint(1, D, 3));
    List<Frame> said = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      said.addAll(stale.outgoing(to(2), status));
    }

    assertThat(said).contains(status, old);
    assertThat(said).doesNotContain(stage.checkpoint(1, D, 3));
  }

  @Test
  void staleViewVotesInTheViewBefore() {
    Malice stale = new StaleView().begin(stage.means());
    Frame commit = stage.commit(5, 1, D, 1);
    List<Commit> said = Stage.said(stale.outgoing(to(2), commit), Commit.class);

    assertThat(said.stream().map(m -> m.view().number())).containsExactly(5L, 4L);
  }

  @Test
  void withholdNewViewKeepsTheViewToItself() {
    Malice withhold = new WithholdNewView().begin(stage.means());

    assertThat(withhold.outgoing(to(2), stage.says(stage.newView(1, List.of())))).isEmpty();
    assertThat(withhold.outgoing(to(2), stage.proposal(1, 1, stage.batch(0)))).isEmpty();
    assertThat(withhold.outgoing(to(2), status)).containsExactly(status);
  }
}
