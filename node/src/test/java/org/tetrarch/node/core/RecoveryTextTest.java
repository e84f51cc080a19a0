package org.tetrarch.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.crypto.Signature;

class RecoveryTextTest {
  @Test
  void anEmptyLogIsANewNodeOrOneThatLostItsVotes() {
    assertThat(RecoveryText.of(List.of(), 0, 0)).startsWith("new here: begins at block 0");
    assertThat(RecoveryText.of(List.of(), 7, 7))
        .startsWith("has no record of its votes: begins at block 7");
  }

  @Test
  void whatBindsItIsWhatItVotedForAboveItsLastBlock() {
    List<LogRecord> records =
        List.of(joined(0), accepted(41), prepared(41), accepted(42), prepared(42), accepted(43));

    assertThat(RecoveryText.of(records, 40, 41))
        .isEqualTo(
            "replayed 6 records: view 0, voted for 42 to 43, prepared 42 and will not vote"
                + " otherwise; block 41 executed, 40 certified");
  }

  @Test
  void aViewThatWasOnlyAskedForIsNotEntered() {
    assertThat(RecoveryText.of(List.of(attempted(3)), 5, 5))
        .isEqualTo("replayed 1 record: view 3, not entered yet; block 5 executed, 5 certified");
  }

  @Test
  void aReplicaThatMayNotVoteYetSaysFromWhenOn() {
    assertThat(RecoveryText.of(List.of(joined(33)), 5, 5))
        .endsWith("; does not vote before block 33 is certified");
    assertThat(RecoveryText.of(List.of(joined(33)), 33, 33)).endsWith("33 certified");
  }

  @Test
  void blocksThatItsLogKnowsAndItsChainHasLostAreNamed() {
    assertThat(RecoveryText.of(List.of(joined(0), stable(9)), 4, 4))
        .endsWith("; block 9 was certified and is not here, does not vote before it is");
  }

  private static LogRecord joined(long floor) {
    return new LogRecord.Joined(SequenceNumber.of(floor));
  }

  private static LogRecord accepted(long sequence) {
    return new LogRecord.PrePrepareAccepted(prePrepare(sequence), Optional.empty());
  }

  private static LogRecord prepared(long sequence) {
    return new LogRecord.Prepared(new PreparedCertificate(prePrepare(sequence), List.of()));
  }

  private static Signed<PrePrepare> prePrepare(long sequence) {
    return signed(
        new PrePrepare(
            View.FIRST, SequenceNumber.of(sequence), Digest.NULL_REQUEST, ReplicaId.of(0)));
  }

  private static LogRecord attempted(long view) {
    return new LogRecord.ViewAttempted(
        signed(new ViewChange(View.of(view), checkpoint(0), List.of(), ReplicaId.of(2))));
  }

  private static LogRecord stable(long sequence) {
    return new LogRecord.CheckpointStable(checkpoint(sequence));
  }

  private static StableCheckpoint checkpoint(long sequence) {
    return new StableCheckpoint(SequenceNumber.of(sequence), Digest.NULL_REQUEST, List.of());
  }

  private static <M extends Message> Signed<M> signed(M message) {
    return new Signed<>(message, SignatureBytes.of(new byte[Signature.SIZE]));
  }
}
