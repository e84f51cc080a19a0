package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.lab.simulator.monitor.Violation;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.Signature;

/** The check is shown logs that no correct replicas leave behind. */
class VoicesTest {
  private static final int PRIMARY = 0;

  private final Voices voices = new Voices();

  @Test
  void theSameStatementInSeveralLogsIsOneStatement() {
    voices.log(1, List.of(accepted("a")));
    voices.log(1, List.of(accepted("a"), prepared(PRIMARY, "a", 1, 2)));
    voices.log(2, List.of(accepted("a"), prepared(PRIMARY, "a", 1, 2)));

    // A pre-prepare, two prepares, two commits.
    assertThat(voices.count()).isEqualTo(5);
  }

  @Test
  void aPrimaryThatAssignedTwoBatchesIsHeardFromTwoLogs() {
    voices.log(1, List.of(accepted("a")));

    assertViolation("replica 0 says PrePrepare", 2, accepted("b"));
  }

  @Test
  void twoVotesOfOneReplicaAreHeardFromItsOwnLog() {
    voices.log(1, List.of(accepted(PRIMARY, "a")));
    voices.lostData(1);

    assertViolation("replica 1 says Prepare", 1, accepted(3, "b"));
  }

  @Test
  void aVoteInOnesOwnLogIsHeldAgainstTheVoteInACertificateOfAnother() {
    voices.log(2, List.of(accepted(PRIMARY, "a")));

    assertViolation("replica 2 says Prepare", 1, prepared(3, "b", 1, 2));
  }

  @Test
  void twoViewChangesForOneViewAreOnlyForOneThatLostItsData() {
    voices.log(1, List.of(attempted(0)));
    assertViolation("replica 1 says ViewChange", 1, attempted(4));

    voices.lostData(1);
    voices.log(1, List.of(attempted(5)));
  }

  @Test
  void aReplicaThatCertifiedTwoBlocksOfOneHeightIsHeard() throws Exception {
    voices.certificate(certificate("a", 0, 1, 2));
    voices.certificate(certificate("a", 1, 2, 3));

    assertThatExceptionOfType(Violation.class)
        .isThrownBy(() -> voices.certificate(certificate("b", 3)))
        .withMessageContaining("INV-6");
  }

  private void assertViolation(String what, int owner, LogRecord log) {
    assertThatExceptionOfType(Violation.class)
        .isThrownBy(() -> voices.log(owner, List.of(log)))
        .withMessageContaining("INV-6: " + what);
  }

  private static LogRecord accepted(String batch) {
    return accepted(PRIMARY, batch);
  }

  private static LogRecord accepted(int primary, String batch) {
    return new LogRecord.PrePrepareAccepted(prePrepare(primary, batch), Optional.empty());
  }

  private static Signed<PrePrepare> prePrepare(int primary, String batch) {
    return signed(
        new PrePrepare(View.FIRST, SequenceNumber.of(7), digest(batch), ReplicaId.of(primary)));
  }

  private static LogRecord prepared(int primary, String batch, int first, int second) {
    return new LogRecord.Prepared(
        new PreparedCertificate(
            prePrepare(primary, batch), List.of(prepare(batch, first), prepare(batch, second))));
  }

  private static Signed<Prepare> prepare(String batch, int replica) {
    return signed(
        new Prepare(View.FIRST, SequenceNumber.of(7), digest(batch), ReplicaId.of(replica)));
  }

  private static LogRecord attempted(long stable) {
    StableCheckpoint checkpoint =
        new StableCheckpoint(SequenceNumber.of(stable), Digest.NULL_REQUEST, List.of());
    return new LogRecord.ViewAttempted(
        signed(new ViewChange(View.of(1), checkpoint, List.of(), ReplicaId.of(1))));
  }

  private static Certificate certificate(String block, int... signers) throws Exception {
    TreeMap<Integer, Signature> signatures = new TreeMap<>();
    for (int signer : signers) {
      signatures.put(signer, Signature.of(BigInteger.ONE, BigInteger.ONE, 0));
    }
    return new Certificate(7, hash(block), signatures);
  }

  private static Digest digest(String batch) {
    return Digest.of(hash(batch).toBytes());
  }

  private static Hash hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static <M extends Message> Signed<M> signed(M message) {
    return new Signed<>(message, SignatureBytes.of(new byte[Signature.SIZE]));
  }
}
