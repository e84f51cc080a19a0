package org.tetrarch.consensus.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tetrarch.consensus.cluster.Statements.signed;
import static org.tetrarch.consensus.cluster.Statements.stateAfter;

import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.cluster.TestKeys;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;

/** Each refusal, with the fault planted. Four replicas, quorum 3; the primary of view v is v. */
class MessageVerifierTest {
  private static final int WINDOW = 8;
  private static final Digest A = TestBatch.of(1).digest();
  private static final Digest B = TestBatch.of(2).digest();
  private final Statements by = new Statements(4);
  private final MessageVerifier verifier =
      new MessageVerifier(new ReplicaSet(4), WINDOW, Cluster.GENESIS, TestKeys.check());

  private void assertAccepted(Signed<? extends Message> signed) {
    assertThat(verifier.verify(new Envelope.Statement(signed)))
        .isInstanceOf(Verification.Accepted.class);
  }

  private void assertRejected(Signed<? extends Message> signed, String reason) {
    assertRejected(new Envelope.Statement(signed), reason);
  }

  private void assertRejected(Envelope envelope, String reason) {
    assertThat(verifier.verify(envelope)).isEqualTo(new Verification.Rejected<>(reason));
  }

  // --- what correct replicas say

  @Test
  void everyStatementOfACorrectReplicaIsAccepted() {
    assertAccepted(by.prePrepare(0, 1, A));
    assertAccepted(by.prepare(1, 0, 1, A));
    assertAccepted(by.commit(0, 0, 1, A));
    assertAccepted(by.checkpoint(3, 1, stateAfter(1)));
    assertAccepted(by.status(2, 0, 5));
    assertAccepted(by.viewChange(2, 1, by.stable(5), by.prepared(0, 6, A), by.prepared(0, 13, B)));
    assertAccepted(by.emptyNewView(1));
    assertAccepted(
        by.newView(
            1,
            by.viewChange(0, 1, by.stable(5), by.prepared(0, 7, A)),
            by.viewChange(1, 1),
            by.viewChange(3, 1)));
  }

  @Test
  void proposalAndCertificateAreAccepted() {
    assertThat(verifier.verify(by.proposal(0, 1, TestBatch.of(1))))
        .isInstanceOf(Verification.Accepted.class);
    assertThat(verifier.verify(by.stable(3))).isInstanceOf(Verification.Accepted.class);
  }

  @Test
  void aSingleReplicaIsAQuorum() {
    Statements alone = new Statements(1);
    MessageVerifier ofOne =
        new MessageVerifier(new ReplicaSet(1), WINDOW, Cluster.GENESIS, TestKeys.check());
    Signed<ViewChange> viewChange = alone.viewChange(0, 1, alone.prepared(0, 1, A));
    assertThat(ofOne.verify(new Envelope.Statement(alone.newView(1, viewChange))))
        .isInstanceOf(Verification.Accepted.class);
  }

  // --- signers and signatures

  @Test
  void aStrangerIsRefused() {
    assertRejected(by.prepare(4, 0, 1, A), "signed by no member of the replica set");
  }

  @Test
  void aForgedSignatureIsRefused() {
    assertRejected(TestKeys.forged(by.commit(2, 0, 1, A).message()), "bad signature");
  }

  @Test
  void aSignatureOfAnotherReplicaIsRefused() {
    Commit statement = by.commit(2, 0, 1, A).message();
    assertRejected(
        new Signed<>(statement, TestKeys.signer(ReplicaId.of(3)).sign(statement)), "bad signature");
  }

  @Test
  void aSignatureOnAnotherStatementIsRefused() {
    assertRejected(
        new Signed<>(by.commit(2, 0, 2, A).message(), by.commit(2, 0, 1, A).signature()),
        "bad signature");
  }

  // --- pre-prepare, prepare, commit, checkpoint

  @Test
  void aPrePrepareByABackupIsRefused() {
    PrePrepare byBackup = new PrePrepare(View.FIRST, SequenceNumber.of(1), A, ReplicaId.of(1));
    assertRejected(signed(byBackup), "pre-prepare not by the primary");
  }

  @Test
  void aPrepareByThePrimaryIsRefused() {
    assertRejected(by.prepare(0, 0, 1, A), "prepare by the primary");
  }

  @Test
  void aVoteOnGenesisIsRefused() {
    String reason = "sequence number 0 is genesis";
    assertRejected(by.prePrepare(0, 0, A), reason);
    assertRejected(by.prepare(1, 0, 0, A), reason);
    assertRejected(by.commit(1, 0, 0, A), reason);
    assertRejected(by.checkpoint(1, 0, A), reason);
  }

  @Test
  void aProposalWithAnotherBodyIsRefused() {
    assertRejected(
        new Envelope.Proposal(by.prePrepare(0, 1, A), TestBatch.of(2)),
        "the digest of the pre-prepare is not that of its batch");
  }

  // --- checkpoint certificates, alone and in statements

  private void assertNotStable(StableCheckpoint certificate, String reason) {
    assertThat(verifier.verify(certificate)).isEqualTo(new Verification.Rejected<>(reason));
    assertRejected(by.viewChange(2, 1, certificate), reason);
    assertRejected(by.status(2, 0, Status.Mode.ACTIVE, 1, certificate, false), reason);
    assertRejected(
        by.newView(1, by.viewChange(0, 1, certificate), by.viewChange(1, 1), by.viewChange(2, 1)),
        reason);
  }

  @Test
  void aCheckpointWithFewerSignersThanAQuorumIsRefused() {
    assertNotStable(
        by.stable(1, A, 0, 1),
        "checkpoint certificate with another number of signers than a quorum");
  }

  @Test
  void aCheckpointWithMoreSignersThanAQuorumIsRefusedSoThatItHasOneForm() {
    assertNotStable(
        by.stable(1, A, 0, 1, 2, 3),
        "checkpoint certificate with another number of signers than a quorum");
  }

  @Test
  void aCheckpointWithADuplicateSignerIsRefused() {
    assertNotStable(by.stable(1, A, 0, 1, 1), "signers are not distinct and ascending");
  }

  @Test
  void aCheckpointWithSignersOutOfOrderIsRefused() {
    assertNotStable(by.stable(1, A, 1, 0, 2), "signers are not distinct and ascending");
  }

  @Test
  void aCheckpointMixedFromTwoStatesIsRefused() {
    List<Signed<Checkpoint>> mixed =
        List.of(by.checkpoint(0, 1, A), by.checkpoint(1, 1, A), by.checkpoint(2, 1, B));
    assertNotStable(
        new StableCheckpoint(SequenceNumber.of(1), A, mixed),
        "checkpoint certificate mixes statements");
  }

  @Test
  void aCheckpointMixedFromTwoHeightsIsRefused() {
    List<Signed<Checkpoint>> mixed =
        List.of(by.checkpoint(0, 1, A), by.checkpoint(1, 1, A), by.checkpoint(2, 2, A));
    assertNotStable(
        new StableCheckpoint(SequenceNumber.of(1), A, mixed),
        "checkpoint certificate mixes statements");
  }

  @Test
  void aCheckpointWithAForgedVoteIsRefused() {
    List<Signed<Checkpoint>> forged =
        List.of(
            by.checkpoint(0, 1, A),
            by.checkpoint(1, 1, A),
            TestKeys.forged(by.checkpoint(2, 1, A).message()));
    assertNotStable(new StableCheckpoint(SequenceNumber.of(1), A, forged), "bad signature");
  }

  @Test
  void anotherGenesisIsRefused() {
    assertNotStable(StableCheckpoint.genesis(A), "checkpoint of another genesis");
  }

  @Test
  void aProofOfGenesisIsRefused() {
    assertNotStable(
        new StableCheckpoint(
            SequenceNumber.GENESIS, Cluster.GENESIS, List.of(by.checkpoint(0, 1, A))),
        "genesis needs no proof");
  }

  // --- prepared certificates in view changes

  private void assertNotPrepared(PreparedCertificate certificate, String reason) {
    Signed<ViewChange> viewChange = by.viewChange(2, 1, certificate);
    assertRejected(viewChange, reason);
    assertRejected(by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1), viewChange), reason);
  }

  @Test
  void aPreparedCertificateWithFewerOrMorePreparesThanNeededIsRefused() {
    String reason = "prepared certificate with another number of prepares than a quorum needs";
    assertNotPrepared(by.prepared(0, 1, A, new int[0]), reason);
    assertNotPrepared(by.prepared(0, 1, A, 1), reason);
    assertNotPrepared(by.prepared(0, 1, A, 1, 2, 3), reason);
  }

  @Test
  void aPreparedCertificateWithADuplicateSignerIsRefused() {
    assertNotPrepared(by.prepared(0, 1, A, 2, 2), "signers are not distinct and ascending");
  }

  @Test
  void aPreparedCertificateThatCountsThePrimaryIsRefused() {
    assertNotPrepared(by.prepared(0, 1, A, 0, 1), "prepare by the primary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"digest", "view", "sequence"})
  void aPreparedCertificateMixedFromTwoAssignmentsIsRefused(String what) {
    Signed<Prepare> other =
        switch (what) {
          case "digest" -> by.prepare(2, 0, 1, B);
          case "view" -> by.prepare(2, 4, 1, A);
          default -> by.prepare(2, 0, 2, A);
        };
    assertNotPrepared(
        new PreparedCertificate(by.prePrepare(0, 1, A), List.of(by.prepare(1, 0, 1, A), other)),
        "prepared certificate mixes assignments");
  }

  @Test
  void aPreparedCertificateWithAForgedPrepareIsRefused() {
    assertNotPrepared(
        new PreparedCertificate(
            by.prePrepare(0, 1, A),
            List.of(by.prepare(1, 0, 1, A), TestKeys.forged(by.prepare(2, 0, 1, A).message()))),
        "bad signature");
  }

  @Test
  void aPreparedCertificateWithAForgedPrePrepareIsRefused() {
    assertNotPrepared(
        new PreparedCertificate(
            TestKeys.forged(by.prePrepare(0, 1, A).message()),
            List.of(by.prepare(1, 0, 1, A), by.prepare(2, 0, 1, A))),
        "bad signature");
  }

  @Test
  void aPreparedCertificateWhosePrePrepareIsNotByThePrimaryIsRefused() {
    PrePrepare byBackup = new PrePrepare(View.FIRST, SequenceNumber.of(1), A, ReplicaId.of(1));
    assertNotPrepared(
        new PreparedCertificate(
            signed(byBackup), List.of(by.prepare(2, 0, 1, A), by.prepare(3, 0, 1, A))),
        "pre-prepare not by the primary");
  }

  @Test
  void aPreparedCertificateOfAViewNotBelowTheOneDemandedIsRefused() {
    String reason = "prepared certificate of a view not below the one demanded";
    assertRejected(by.viewChange(2, 1, by.prepared(1, 1, A)), reason);
    assertRejected(by.viewChange(2, 1, by.prepared(2, 1, A)), reason);
  }

  @Test
  void preparedCertificatesOutsideTheWatermarksAreRefused() {
    String reason = "prepared certificates out of order or outside the watermarks";
    assertRejected(by.viewChange(2, 1, by.stable(5), by.prepared(0, 5, A)), reason);
    assertRejected(by.viewChange(2, 1, by.stable(5), by.prepared(0, 5 + WINDOW + 1, A)), reason);
  }

  @Test
  void twoPreparedCertificatesForOneSequenceNumberAreRefused() {
    assertRejected(
        by.viewChange(2, 5, by.prepared(0, 1, A), by.prepared(1, 1, B)),
        "prepared certificates out of order or outside the watermarks");
  }

  @Test
  void preparedCertificatesOutOfOrderAreRefused() {
    assertRejected(
        by.viewChange(2, 1, by.prepared(0, 2, A), by.prepared(0, 1, B)),
        "prepared certificates out of order or outside the watermarks");
  }

  @Test
  void morePreparedCertificatesThanTheWindowHoldsAreRefusedUnread() {
    PreparedCertificate[] many =
        Collections.nCopies(WINDOW + 1, by.prepared(0, 1, A)).toArray(PreparedCertificate[]::new);
    assertRejected(by.viewChange(2, 1, many), "more prepared certificates than the window holds");
  }

  @Test
  void aViewChangeToViewZeroIsRefused() {
    assertRejected(by.viewChange(2, 0), "view-change to view 0");
  }

  // --- new-view

  private static Signed<NewView> with(Signed<NewView> original, List<Signed<PrePrepare>> assigned) {
    NewView m = original.message();
    return signed(new NewView(m.view(), m.viewChanges(), assigned, m.replica()));
  }

  private Signed<NewView> assigningOneAndTwo() {
    return by.newView(
        1,
        by.viewChange(0, 1, by.prepared(0, 1, A), by.prepared(0, 2, B)),
        by.viewChange(1, 1),
        by.viewChange(3, 1));
  }

  @Test
  void aNewViewThatOmitsAPreparedBatchIsRefused() {
    Signed<NewView> honest = assigningOneAndTwo();
    String reason = "new-view is not what its view-changes demand";
    assertRejected(with(honest, List.of()), reason);
    assertRejected(with(honest, honest.message().prePrepares().subList(0, 1)), reason);
    assertRejected(with(honest, honest.message().prePrepares().subList(1, 2)), reason);
  }

  @Test
  void aNewViewThatPutsANullRequestInPlaceOfAPreparedBatchIsRefused() {
    assertRejected(
        with(
            assigningOneAndTwo(),
            List.of(by.prePrepare(1, 1, A), by.prePrepare(1, 2, Digest.NULL_REQUEST))),
        "new-view is not what its view-changes demand");
  }

  @Test
  void aNewViewThatAssignsWhatNobodyPreparedIsRefused() {
    assertRejected(
        with(by.emptyNewView(1), List.of(by.prePrepare(1, 1, A))),
        "new-view is not what its view-changes demand");
  }

  @Test
  void aNewViewWithAForgedAssignmentIsRefused() {
    List<Signed<PrePrepare>> forged =
        assigningOneAndTwo().message().prePrepares().stream()
            .map(assigned -> TestKeys.forged(assigned.message()))
            .toList();
    assertRejected(with(assigningOneAndTwo(), forged), "bad signature");
  }

  @Test
  void aNewViewWithDuplicateSendersIsRefused() {
    assertRejected(
        by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(1, 1)),
        "signers are not distinct and ascending");
  }

  @Test
  void aNewViewWithAnotherNumberOfViewChangesThanAQuorumIsRefused() {
    String reason = "new-view with another number of view-changes than a quorum";
    assertRejected(by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1)), reason);
    assertRejected(
        by.newView(
            1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(2, 1), by.viewChange(3, 1)),
        reason);
  }

  @Test
  void aNewViewWithAViewChangeForAnotherViewIsRefused() {
    assertRejected(
        by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(3, 2)),
        "view-change for another view");
  }

  @Test
  void aNewViewWithAForgedViewChangeIsRefused() {
    assertRejected(
        by.newView(
            1,
            by.viewChange(0, 1),
            by.viewChange(1, 1),
            TestKeys.forged(by.viewChange(3, 1).message())),
        "bad signature");
  }

  @Test
  void aNewViewByAnotherThanThePrimaryIsRefused() {
    NewView m = by.emptyNewView(1).message();
    assertRejected(
        signed(new NewView(m.view(), m.viewChanges(), m.prePrepares(), ReplicaId.of(2))),
        "new-view not by the primary");
  }

  @Test
  void moreAssignmentsThanTheWindowHoldsAreRefusedUnread() {
    List<Signed<PrePrepare>> many =
        IntStream.rangeClosed(1, WINDOW + 1).mapToObj(s -> by.prePrepare(1, s, A)).toList();
    assertRejected(with(by.emptyNewView(1), many), "more pre-prepares than the window holds");
  }

  // --- the checks alone make a Verified

  @Test
  void onlyTheVerifierMakesAVerified() {
    assertThat(Verified.class.getConstructors()).isEmpty();
    assertThat(Stream.of(Verified.class.getDeclaredConstructors()))
        .noneMatch(c -> Modifier.isPublic(c.getModifiers()));
  }
}
