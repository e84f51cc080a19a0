package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/** Lies in the normal case, PBFT §4.2 and §4.3: proposals, votes, checkpoints. */
class OrderingLiesTest {
  private static final Digest D = Stage.digest(1);

  private final Stage stage = new Stage(4, 0);
  private final Frame proposal = stage.proposal(0, 1, stage.batch(0));

  private static ReplicaId to(int replica) {
    return ReplicaId.of(replica);
  }

  private static Envelope envelope(List<Frame> frames) {
    return ((Frame.Consensus) frames.getFirst()).envelope();
  }

  private static PrePrepare assignment(List<Frame> frames) {
    return Stage.said(frames, PrePrepare.class).getFirst();
  }

  private Frame status() {
    return stage.status(0, 3, stage.stable(3, D), 0);
  }

  @Test
  void silentSendsNothing() {
    assertThat(new Silent().begin(stage.means()).outgoing(to(1), proposal)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 10})
  void equivocateTellsHalfOfTheBackupsAnotherValidStory(int replicas) {
    Stage many = new Stage(replicas, 0);
    Frame honest = many.proposal(0, 1, many.batch(0));
    Malice equivocate = new Equivocate().begin(many.means());
    Set<Digest> stories = new HashSet<>();
    int deceived = 0;
    for (int backup = 1; backup < replicas; backup++) {
      List<Frame> told = equivocate.outgoing(to(backup), honest);
      assertThat(told).hasSize(1).allMatch(many::valid);
      stories.add(assignment(told).digest());
      deceived += told.contains(honest) ? 0 : 1;
    }

    assertThat(stories).hasSize(2);
    assertThat(deceived).isEqualTo(replicas / 2);
  }

  @Test
  void equivocateIsProvenByItsTwoProposalsAndCommitsBoth() {
    Malice equivocate = new Equivocate().begin(stage.means());
    Envelope lie = envelope(equivocate.outgoing(to(1), proposal));
    Envelope honest = envelope(equivocate.outgoing(to(2), proposal));
    Frame commit = stage.commit(0, 1, stage.batch(0).digest(), 0);

    assertThat(new Evidence(honest.signed(), lie.signed()).culprit()).isEqualTo(stage.self());
    assertThat(Stage.said(equivocate.outgoing(to(1), commit), Commit.class).getFirst().digest())
        .isEqualTo(((PrePrepare) lie.signed().message()).digest());
    assertThat(equivocate.outgoing(to(2), commit)).containsExactly(commit);
  }

  @Test
  void selectiveSendIsSilentToHalfOfTheOthers() {
    Malice selective = new SelectiveSend().begin(stage.means());

    assertThat(selective.outgoing(to(1), proposal)).isEmpty();
    assertThat(selective.outgoing(to(2), proposal)).containsExactly(proposal);
    assertThat(selective.outgoing(to(3), proposal)).isEmpty();
  }

  @Test
  void conflictingPreparesVoteForTwoDigests() {
    Stage backup = new Stage(4, 1);
    Malice conflicting = new ConflictingPrepares().begin(backup.means());
    Frame prepare = backup.prepare(0, 1, D, 1);
    Frame commit = backup.commit(0, 1, D, 1);
    List<Frame> lie = conflicting.outgoing(to(0), prepare);

    assertThat(Stage.said(lie, Prepare.class)).noneMatch(m -> m.digest().equals(D)).hasSize(1);
    assertThat(lie).allMatch(backup::valid);
    assertThat(conflicting.outgoing(to(2), prepare)).containsExactly(prepare);
    assertThat(conflicting.outgoing(to(0), commit)).containsExactly(commit);
  }

  @Test
  void conflictingCommitsVoteForTwoDigests() {
    Malice conflicting = new ConflictingCommits().begin(stage.means());
    Frame commit = stage.commit(0, 1, D, 0);
    List<Frame> lie = conflicting.outgoing(to(1), commit);

    assertThat(Stage.said(lie, Commit.class)).noneMatch(m -> m.digest().equals(D)).hasSize(1);
    assertThat(lie).allMatch(stage::valid);
    assertThat(conflicting.outgoing(to(2), commit)).containsExactly(commit);
    assertThat(conflicting.outgoing(to(1), proposal)).containsExactly(proposal);
  }

  @Test
  void commitWithoutPrepareCommitsWhatItSeesProposed() {
    Stage backup = new Stage(4, 2);
    TransferBatch batch = backup.batch(0);
    Malice hasty = new CommitWithoutPrepare().begin(backup.means());

    assertThat(hasty.incoming(to(0), backup.proposal(0, 1, batch))).isTrue();
    for (int other : List.of(0, 1, 3)) {
      assertThat(backup.sent(other)).hasSize(1).allMatch(backup::valid);
      assertThat(Stage.said(backup.sent(other), Commit.class).getFirst().digest())
          .isEqualTo(batch.digest());
    }
  }

  @Test
  void commitWithoutPrepareCommitsItsOwnProposalsAtOnce() {
    Malice hasty = new CommitWithoutPrepare().begin(stage.means());

    assertThat(Stage.said(hasty.outgoing(to(1), proposal), Commit.class)).hasSize(1);
  }

  @Test
  void wrongDigestSignsADigestThatIsNotOfTheBatch() {
    Malice wrong = new WrongDigest().begin(stage.means());
    Envelope.Proposal lie = (Envelope.Proposal) envelope(wrong.outgoing(to(1), proposal));

    assertThat(lie.signed().message().digest()).isNotEqualTo(lie.batch().digest());
    assertThat(stage.verifier().verify(lie)).isInstanceOf(Verification.Rejected.class);
    assertThat(wrong.outgoing(to(1), status())).containsExactly(status());
  }

  @Test
  void withholdBodyGivesTheBatchToFewOrNone() {
    Malice withhold = new WithholdBody().begin(stage.means());
    Frame second = stage.proposal(0, 2, stage.batch(1));

    assertThat(withhold.outgoing(to(1), proposal)).containsExactly(proposal);
    assertThat(withhold.outgoing(to(2), proposal)).containsExactly(proposal);
    assertThat(envelope(withhold.outgoing(to(3), proposal))).isInstanceOf(Envelope.Statement.class);
    assertThat(envelope(withhold.outgoing(to(1), second))).isInstanceOf(Envelope.Statement.class);
    assertThat(withhold.outgoing(to(3), new Frame.BatchReply(stage.batch(0)))).isEmpty();
  }

  @Test
  void skipSequenceProposesBeyondAHole() {
    Malice skip = new SkipSequence().begin(stage.means());
    List<Frame> lie = skip.outgoing(to(1), proposal);

    assertThat(assignment(lie).sequence()).isEqualTo(SequenceNumber.of(2));
    assertThat(lie).allMatch(stage::valid);
  }

  @Test
  void beyondWatermarksVotesOutsideTheWindowEachTimeElsewhere() {
    Malice beyond = new BeyondWatermarks().begin(stage.means());
    Set<SequenceNumber> seen = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      List<Frame> said = beyond.outgoing(to(1), status());
      assertThat(said).contains(status()).allMatch(stage::valid);
      Stage.said(said, Commit.class).forEach(m -> seen.add(m.sequence()));
      assertThat(Stage.said(said, PrePrepare.class)).isNotEmpty();
    }
    long window = stage.genesis().pbft().window();

    assertThat(seen).hasSizeGreaterThan(50).allMatch(s -> s.value() > 3 + window);
  }

  @Test
  void falseCheckpointSignsAnotherHashTowardsAll() {
    Malice lying = new FalseCheckpoint().begin(stage.means());
    Frame honest = stage.checkpoint(4, D, 0);
    List<Frame> lie = lying.outgoing(to(1), honest);

    assertThat(Stage.said(lie, Checkpoint.class)).hasSize(1).noneMatch(m -> m.state().equals(D));
    assertThat(lie).allMatch(stage::valid).isEqualTo(lying.outgoing(to(2), honest));
    assertThat(lying.outgoing(to(1), proposal)).containsExactly(proposal);
  }

  @Test
  void splitSignatureIsValidForHalfOfTheOthers() {
    Malice split = new SplitSignature().begin(stage.means());
    Frame vote = stage.commit(0, 1, D, 0);

    for (Frame each : List.of(vote, proposal, vote, proposal)) {
      assertThat(split.outgoing(to(2), each)).containsExactly(each).allMatch(stage::valid);
      assertThat(split.outgoing(to(1), each)).hasSize(1).noneMatch(stage::valid);
    }
  }

  @Test
  void heightRetractionBoastsAndThenKnowsNothing() {
    Malice retracting = new HeightRetraction().begin(stage.means());
    List<Status> said = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Frame> told = retracting.outgoing(to(1), status());
      assertThat(told).hasSize(1).allMatch(stage::valid);
      said.addAll(Stage.said(told, Status.class));
    }

    assertThat(said.stream().map(s -> s.executed().value())).containsExactly(1003L, 0L, 1003L, 0L);
  }
}
