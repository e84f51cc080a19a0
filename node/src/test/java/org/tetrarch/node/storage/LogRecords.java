package org.tetrarch.node.storage;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
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
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.LogRecordCodec;
import org.tetrarch.node.wire.TransactionCache;
import org.tetrarch.node.wire.TransferBatch;

/** Records such as a replica logs; their signatures are not looked at here. */
final class LogRecords {
  private LogRecords() {}

  static TransactionCache transactions() {
    return new TransactionCache(TestChain.CHAIN_ID, false, 1024);
  }

  static LogRecordCodec codec() {
    return new LogRecordCodec(transactions());
  }

  static ConsensusCodec consensusCodec() {
    return new ConsensusCodec(transactions());
  }

  static LogRecord accepted(long sequence) {
    Batch batch =
        new TransferBatch(
            sequence, TestChain.validator(0), List.of(TestChain.transfer(0, sequence % 8, 1)));
    return new LogRecord.PrePrepareAccepted(
        signed(prePrepare(sequence, batch.digest())), Optional.of(batch));
  }

  static LogRecord prepared(long sequence) {
    PrePrepare prePrepare = prePrepare(sequence, Digest.NULL_REQUEST);
    Prepare prepare =
        new Prepare(prePrepare.view(), prePrepare.sequence(), prePrepare.digest(), ReplicaId.of(1));
    return new LogRecord.Prepared(
        new PreparedCertificate(signed(prePrepare), List.of(signed(prepare))));
  }

  private static PrePrepare prePrepare(long sequence, Digest digest) {
    return new PrePrepare(View.FIRST, SequenceNumber.of(sequence), digest, ReplicaId.of(0));
  }

  static LogRecord attempted(long view) {
    return new LogRecord.ViewAttempted(
        signed(new ViewChange(View.of(view), stable(0), List.of(), ReplicaId.of(2))));
  }

  static LogRecord entered(long view) {
    return new LogRecord.ViewEntered(
        signed(new NewView(View.of(view), List.of(), List.of(), ReplicaId.of(1))));
  }

  static LogRecord checkpoint(long sequence) {
    return new LogRecord.CheckpointStable(stable(sequence));
  }

  private static StableCheckpoint stable(long sequence) {
    return new StableCheckpoint(SequenceNumber.of(sequence), Digest.NULL_REQUEST, List.of());
  }

  static LogRecord joined(long floor) {
    return new LogRecord.Joined(SequenceNumber.of(floor));
  }

  /** Two pre-prepares of one replica for one slot. */
  static Evidence equivocation(int replica, long sequence) {
    return new Evidence(signed(vote(replica, sequence, 1)), signed(vote(replica, sequence, 2)));
  }

  private static PrePrepare vote(int replica, long sequence, int content) {
    byte[] digest = new byte[Digest.LENGTH];
    digest[0] = (byte) content;
    return new PrePrepare(
        View.FIRST, SequenceNumber.of(sequence), Digest.of(digest), ReplicaId.of(replica));
  }

  private static <M extends Message> Signed<M> signed(M message) {
    return new Signed<>(message, SignatureBytes.of(new byte[Signature.SIZE]));
  }
}
