package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.wire.Frame;

/** Lies by certificates, view changes and new views. */
class CertificateLiesTest {
  private static final Digest D = Stage.digest(1);
  private static final Digest E = Stage.digest(2);

  private final Stage stage = new Stage(4, 1);
  private final Frame status = stage.status(0, 3, stage.stable(3, D), 1);

  private static ReplicaId to(int replica) {
    return ReplicaId.of(replica);
  }

  private List<Frame> outgoing(Malice malice, int to, Message message) {
    return malice.outgoing(to(to), stage.says(message));
  }

  @Test
  void forgedPreparedDeniesCutsAndForgesWhatItPrepared() {
    Malice forging = new ForgedPrepared().begin(stage.means());
    ViewChange honest =
        stage.viewChange(1, List.of(stage.prepared(0, 1, D), stage.prepared(0, 2, E)), 1);
    List<Frame> denied = outgoing(forging, 2, honest);
    List<Frame> cut = outgoing(forging, 2, honest);
    List<Frame> forged = outgoing(forging, 2, honest);

    assertThat(prepared(denied)).isEmpty();
    assertThat(prepared(cut)).containsExactly(honest.prepared().getFirst());
    assertThat(prepared(forged)).hasSize(1).doesNotContainAnyElementsOf(honest.prepared());
    assertThat(denied).allMatch(stage::valid);
    assertThat(cut).allMatch(stage::valid);
    assertThat(forged).noneMatch(stage::valid);
  }

  private static List<PreparedCertificate> prepared(List<Frame> frames) {
    assertThat(frames).hasSize(1);
    return Stage.said(frames, ViewChange.class).getFirst().prepared();
  }

  @Test
  void forgedPreparedAlsoAsksUnaskedAndLeavesTheRestHonest() {
    Malice forging = new ForgedPrepared().begin(stage.means());
    Frame vote = stage.commit(0, 1, D, 1);

    assertThat(forging.outgoing(to(2), status)).contains(status).hasSize(2);
    assertThat(forging.outgoing(to(2), vote)).containsExactly(vote);
  }

  @Test
  void duplicateSignersMakesQuorumsOfItself() {
    Malice duplicating = new DuplicateSigners().begin(stage.means());
    List<Frame> said = duplicating.outgoing(to(2), status);
    List<Frame> lies = said.subList(1, said.size());
    StableCheckpoint proof = Stage.said(lies, Status.class).getFirst().stable();
    NewView opened = Stage.said(lies, NewView.class).getFirst();
    int quorum = stage.means().replicas().quorum();

    assertThat(said).startsWith(status);
    assertThat(lies).hasSize(3).noneMatch(stage::valid);
    assertThat(proof.proof()).hasSize(quorum).allMatch(proof.proof().getFirst()::equals);
    assertThat(opened.viewChanges()).hasSize(quorum);
    assertThat(stage.means().replicas().primary(opened.view())).isEqualTo(stage.self());
  }

  @Test
  void mixedCertificateBorrowsSignaturesFromOtherStatements() {
    Malice mixing = new MixedCertificate().begin(stage.means());
    mixing.incoming(to(0), stage.proposal(0, 4, stage.batch(0)));
    for (int replica : List.of(0, 2, 3)) {
      mixing.incoming(to(replica), stage.checkpoint(2, E, replica));
      mixing.incoming(to(replica), stage.checkpoint(3, D, replica));
    }
    for (int backup : List.of(2, 3)) {
      mixing.incoming(to(backup), stage.prepare(0, 3, D, backup));
      mixing.incoming(to(backup), stage.prepare(0, 4, E, backup));
    }
    List<Frame> first = mixing.outgoing(to(2), status);
    List<Frame> second = mixing.outgoing(to(2), status);

    for (List<Frame> said : List.of(first, second)) {
      assertThat(said).startsWith(status).hasSize(3);
      assertThat(said.subList(1, 3)).noneMatch(stage::valid);
      assertThat(Stage.said(said, Status.class).getLast().stable().proof()).hasSize(3);
    }
    assertThat(Stage.said(first, ViewChange.class).getFirst().prepared().getFirst().prepares())
        .extracting(vote -> vote.message().digest())
        .containsExactly(E, D);
  }

  @Test
  void mixedCertificateSaysNothingBeforeItHasSignatures() {
    Malice mixing = new MixedCertificate().begin(stage.means());

    assertThat(mixing.outgoing(to(2), status)).containsExactly(status);
  }

  @Test
  void newViewOmitsDropsTheLastAssignmentOrNullsIt() {
    Malice omitting = new NewViewOmits().begin(stage.means());
    NewView honest = stage.newView(1, List.of(stage.prepared(0, 1, D), stage.prepared(0, 2, E)));
    List<Frame> nulled = outgoing(omitting, 0, honest);
    List<Frame> dropped = outgoing(omitting, 2, honest);

    assertThat(stage.valid(stage.says(honest))).isTrue();
    assertThat(digests(nulled)).containsExactly(D, Digest.NULL_REQUEST);
    assertThat(digests(dropped)).containsExactly(D);
    assertThat(nulled).noneMatch(stage::valid);
    assertThat(dropped).noneMatch(stage::valid);
  }

  private static List<Digest> digests(List<Frame> frames) {
    return Stage.said(frames, NewView.class).getFirst().prePrepares().stream()
        .map(signed -> signed.message().digest())
        .toList();
  }

  @Test
  void differingNewViewsAreBothWhatTheirViewChangesDemand() {
    Malice differing = new DifferingNewViews().begin(stage.means());
    NewView honest = stage.newView(1, List.of());
    ViewChange knowing = stage.viewChange(1, List.of(stage.prepared(0, 1, D)), 3);
    differing.incoming(to(3), stage.says(knowing));
    List<Frame> lie = outgoing(differing, 0, honest);
    NewView other = Stage.said(lie, NewView.class).getFirst();

    assertThat(outgoing(differing, 2, honest)).containsExactly(stage.says(honest));
    assertThat(lie).hasSize(1).allMatch(stage::valid);
    assertThat(digests(lie)).containsExactly(D);
    assertThat(Evidence.conflict(honest, other)).isTrue();
  }
}
