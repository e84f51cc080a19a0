package org.tetrarch.node.wire;

import java.util.List;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * Everything that consensus says, as canonical RLP and back. Decoding looks at the form alone;
 * signatures of statements are for {@link ConsensusKeys}. Any thread.
 *
 * <p>An envelope is rlp([statement]) or, with the body of a pre-prepare, rlp([statement, batch]).
 */
public final class ConsensusCodec {
  private static final int TYPICAL_STATEMENT = 160;

  private final TransactionCache transactions;

  public ConsensusCodec(TransactionCache transactions) {
    this.transactions = transactions;
  }

  public byte[] encode(Envelope envelope) {
    RlpWriter out = new RlpWriter(TYPICAL_STATEMENT);
    write(envelope, out);
    return out.toBytes();
  }

  void write(Envelope envelope, RlpWriter out) {
    out.beginList();
    new StatementWriter(out).statement(envelope.signed());
    if (envelope instanceof Envelope.Proposal proposal) {
      transfers(proposal.batch()).writeTo(out);
    }
    out.endList();
  }

  public Envelope decodeEnvelope(byte[] encoded) throws MalformedException {
    return decodeEnvelope(Rlp.decode(encoded));
  }

  Envelope decodeEnvelope(RlpItem item) throws MalformedException {
    List<RlpItem> parts = item.asList();
    if (parts.size() == 1) {
      return new Envelope.Statement(StatementReader.statement(parts.getFirst()));
    }
    if (parts.size() != 2) {
      throw new RlpException("an envelope has one part or two, not " + parts.size());
    }
    Signed<? extends Message> signed = StatementReader.statement(parts.getFirst());
    if (!(signed.message() instanceof PrePrepare prePrepare)) {
      throw new RlpException("only a pre-prepare comes with a batch");
    }
    TransferBatch batch = TransferBatch.decode(parts.getLast(), transactions);
    return new Envelope.Proposal(new Signed<>(prePrepare, signed.signature()), batch);
  }

  public byte[] encode(Signed<? extends Message> signed) {
    RlpWriter out = new RlpWriter(TYPICAL_STATEMENT);
    new StatementWriter(out).statement(signed);
    return out.toBytes();
  }

  public Signed<? extends Message> decodeStatement(byte[] encoded) throws MalformedException {
    return StatementReader.statement(Rlp.decode(encoded));
  }

  public byte[] encode(StableCheckpoint checkpoint) {
    RlpWriter out = new RlpWriter(TYPICAL_STATEMENT);
    new StatementWriter(out).stable(checkpoint);
    return out.toBytes();
  }

  public StableCheckpoint decodeStableCheckpoint(byte[] encoded) throws MalformedException {
    return StatementReader.stable(Rlp.decode(encoded));
  }

  public byte[] encode(PreparedCertificate certificate) {
    RlpWriter out = new RlpWriter(TYPICAL_STATEMENT);
    new StatementWriter(out).prepared(certificate);
    return out.toBytes();
  }

  public PreparedCertificate decodePreparedCertificate(byte[] encoded) throws MalformedException {
    return StatementReader.prepared(Rlp.decode(encoded));
  }

  /** rlp([statement, statement]): with the genesis file, all that is needed to check it. */
  public byte[] encode(Evidence evidence) {
    RlpWriter out = new RlpWriter(2 * TYPICAL_STATEMENT).beginList();
    StatementWriter writer = new StatementWriter(out);
    writer.statement(evidence.first());
    writer.statement(evidence.second());
    return out.endList().toBytes();
  }

  public Evidence decodeEvidence(byte[] encoded) throws MalformedException {
    List<RlpItem> pair = Rlp.decode(encoded).list(2);
    Signed<? extends Message> first = StatementReader.statement(pair.get(0));
    Signed<? extends Message> second = StatementReader.statement(pair.get(1));
    if (!Evidence.conflict(first.message(), second.message())) {
      throw new MalformedException("evidence of two statements that may coexist");
    }
    return new Evidence(first, second);
  }

  public byte[] encode(TransferBatch batch) {
    return batch.encoded();
  }

  public TransferBatch decodeBatch(byte[] encoded) throws MalformedException {
    return TransferBatch.decode(encoded, transactions);
  }

  TransactionCache transactions() {
    return transactions;
  }

  /** The one kind of batch there is in a node. */
  static TransferBatch transfers(Batch batch) {
    if (batch instanceof TransferBatch transfers) {
      return transfers;
    }
    throw new IllegalArgumentException("a batch of another kind: " + batch.getClass());
  }
}
