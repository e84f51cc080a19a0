package org.tetrarch.node.wire;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * The records of the consensus log as canonical RLP: rlp([type, content, …]). Any thread.
 *
 * <p>The types are part of the format on disk: a number is never used again for something else.
 */
public final class LogRecordCodec {
  private static final int PRE_PREPARE_ACCEPTED = 1;
  private static final int PREPARED = 2;
  private static final int VIEW_ATTEMPTED = 3;
  private static final int VIEW_ENTERED = 4;
  private static final int CHECKPOINT_STABLE = 5;
  private static final int JOINED = 6;
  private static final int LOG_LOST = 7;

  private static final int TYPICAL_RECORD = 512;

  private final TransactionCache transactions;

  public LogRecordCodec(TransactionCache transactions) {
    this.transactions = transactions;
  }

  public byte[] encode(LogRecord record) {
    RlpWriter out = new RlpWriter(TYPICAL_RECORD).beginList();
    StatementWriter writer = new StatementWriter(out);
    switch (record) {
      case LogRecord.PrePrepareAccepted r -> {
        out.add(PRE_PREPARE_ACCEPTED);
        writer.signed(r.prePrepare());
        r.batch().ifPresent(batch -> ConsensusCodec.transfers(batch).writeTo(out));
      }
      case LogRecord.Prepared r -> {
        out.add(PREPARED);
        writer.prepared(r.certificate());
      }
      case LogRecord.ViewAttempted r -> {
        out.add(VIEW_ATTEMPTED);
        writer.signed(r.viewChange());
      }
      case LogRecord.ViewEntered r -> {
        out.add(VIEW_ENTERED);
        writer.signed(r.newView());
      }
      case LogRecord.CheckpointStable r -> {
        out.add(CHECKPOINT_STABLE);
        writer.stable(r.checkpoint());
      }
      case LogRecord.Joined r -> out.add(JOINED).add(r.floor().value());
      case LogRecord.LogLost r -> out.add(LOG_LOST).add(r.known().value());
    }
    return out.endList().toBytes();
  }

  public LogRecord decode(byte[] encoded) throws MalformedException {
    List<RlpItem> parts = Rlp.decode(encoded).asList();
    if (parts.size() < 2) {
      throw new RlpException("log record without content");
    }
    int type = parts.getFirst().asInt();
    RlpItem content = parts.get(1);
    if (type == PRE_PREPARE_ACCEPTED) {
      return accepted(content, parts.subList(2, parts.size()));
    }
    if (parts.size() != 2) {
      throw new RlpException("log record with parts left over");
    }
    return switch (type) {
      case PREPARED -> new LogRecord.Prepared(StatementReader.prepared(content));
      case VIEW_ATTEMPTED -> new LogRecord.ViewAttempted(StatementReader.signedViewChange(content));
      case VIEW_ENTERED -> new LogRecord.ViewEntered(StatementReader.signedNewView(content));
      case CHECKPOINT_STABLE -> new LogRecord.CheckpointStable(StatementReader.stable(content));
      case JOINED -> new LogRecord.Joined(StatementReader.sequence(content));
      case LOG_LOST -> new LogRecord.LogLost(StatementReader.sequence(content));
      default -> throw new RlpException("unknown type of log record");
    };
  }

  private LogRecord accepted(RlpItem prePrepare, List<RlpItem> rest) throws MalformedException {
    if (rest.size() > 1) {
      throw new RlpException("log record with parts left over");
    }
    Optional<Batch> batch =
        rest.isEmpty()
            ? Optional.empty()
            : Optional.of(TransferBatch.decode(rest.getFirst(), transactions));
    return new LogRecord.PrePrepareAccepted(StatementReader.signedPrePrepare(prePrepare), batch);
  }
}
