package org.tetrarch.node.wire;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;

/** Reads what {@link StatementWriter} writes, and nothing else. */
final class StatementReader {
  /** Most replicas whose statements one list may hold; far above what PBFT is good for. */
  static final int MAX_REPLICAS = 1024;

  /** Most sequence numbers that one message may speak of: above any sensible window. */
  static final int MAX_WINDOW = 4096;

  /** Views and sequence numbers end here, so that adding a window to one cannot overflow. */
  static final long MAX_NUMBER = 1L << 62;

  static final int MODE_ACTIVE = 0;
  static final int MODE_CHANGING = 1;
  static final int MODE_ABSTAINING = 2;

  private StatementReader() {}

  @FunctionalInterface
  private interface Element<T> {
    T read(RlpItem item) throws RlpException;
  }

  static Signed<? extends Message> statement(RlpItem item) throws RlpException {
    List<RlpItem> fields = item.list(3);
    SignatureBytes signature = signature(fields.get(2));
    RlpItem body = fields.get(1);
    Message message =
        switch (StatementType.of(fields.get(0).asLong())) {
          case PRE_PREPARE -> prePrepare(body);
          case PREPARE -> prepare(body);
          case COMMIT -> commit(body);
          case CHECKPOINT -> checkpoint(body);
          case VIEW_CHANGE -> viewChange(body);
          case NEW_VIEW -> newView(body);
          case STATUS -> status(body);
        };
    return new Signed<>(message, signature);
  }

  static StableCheckpoint stable(RlpItem item) throws RlpException {
    List<RlpItem> fields = item.list(3);
    return new StableCheckpoint(
        sequence(fields.get(0)),
        digest(fields.get(1)),
        list(fields.get(2), MAX_REPLICAS, i -> signed(i, StatementReader::checkpoint)));
  }

  static PreparedCertificate prepared(RlpItem item) throws RlpException {
    List<RlpItem> fields = item.list(2);
    return new PreparedCertificate(
        signedPrePrepare(fields.get(0)),
        list(fields.get(1), MAX_REPLICAS, i -> signed(i, StatementReader::prepare)));
  }

  static Signed<PrePrepare> signedPrePrepare(RlpItem item) throws RlpException {
    return signed(item, StatementReader::prePrepare);
  }

  static Signed<ViewChange> signedViewChange(RlpItem item) throws RlpException {
    return signed(item, StatementReader::viewChange);
  }

  static Signed<NewView> signedNewView(RlpItem item) throws RlpException {
    return signed(item, StatementReader::newView);
  }

  static SequenceNumber sequence(RlpItem item) throws RlpException {
    return SequenceNumber.of(number(item));
  }

  static Digest digest(RlpItem item) throws RlpException {
    return Digest.of(item.asBytes(Digest.LENGTH));
  }

  private static PrePrepare prePrepare(RlpItem item) throws RlpException {
    List<RlpItem> f = item.list(4);
    return new PrePrepare(view(f.get(0)), sequence(f.get(1)), digest(f.get(2)), replica(f.get(3)));
  }

  private static Prepare prepare(RlpItem item) throws RlpException {
    List<RlpItem> f = item.list(4);
    return new Prepare(view(f.get(0)), sequence(f.get(1)), digest(f.get(2)), replica(f.get(3)));
  }

  private static Commit commit(RlpItem item) throws RlpException {
    List<RlpItem> f = item.list(4);
    return new Commit(view(f.get(0)), sequence(f.get(1)), digest(f.get(2)), replica(f.get(3)));
  }

  private static Checkpoint checkpoint(RlpItem item) throws RlpException {
    List<RlpItem> f = item.list(3);
    return new Checkpoint(sequence(f.get(0)), digest(f.get(1)), replica(f.get(2)));
  }

  private static ViewChange viewChange(RlpItem item) throws RlpException {
    List<RlpItem> f = item.list(4);
    return new ViewChange(
        view(f.get(0)),
        stable(f.get(1)),
        list(f.get(2), MAX_WINDOW, StatementReader::prepared),
        replica(f.get(3)));
  }

  private static NewView newView(RlpItem item) throws RlpException {
    List<RlpItem> f = item.list(4);
    return new NewView(
        view(f.get(0)),
        list(f.get(1), MAX_REPLICAS, StatementReader::signedViewChange),
        list(f.get(2), MAX_WINDOW, StatementReader::signedPrePrepare),
        replica(f.get(3)));
  }

  private static Status status(RlpItem item) throws RlpException {
    List<RlpItem> f = item.list(6);
    return new Status(
        view(f.get(0)),
        mode(f.get(1)),
        sequence(f.get(2)),
        stable(f.get(3)),
        bool(f.get(4)),
        replica(f.get(5)));
  }

  private static Status.Mode mode(RlpItem item) throws RlpException {
    return switch (item.asInt()) {
      case MODE_ACTIVE -> Status.Mode.ACTIVE;
      case MODE_CHANGING -> Status.Mode.CHANGING;
      case MODE_ABSTAINING -> Status.Mode.ABSTAINING;
      default -> throw new RlpException("unknown mode of a replica");
    };
  }

  private static boolean bool(RlpItem item) throws RlpException {
    return switch (item.asInt()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new RlpException("expected 0 or 1");
    };
  }

  private static View view(RlpItem item) throws RlpException {
    return View.of(number(item));
  }

  private static long number(RlpItem item) throws RlpException {
    long number = item.asLong();
    if (number > MAX_NUMBER) {
      throw new RlpException("view or sequence number beyond 2^62");
    }
    return number;
  }

  private static ReplicaId replica(RlpItem item) throws RlpException {
    int index = item.asInt();
    if (index >= MAX_REPLICAS) {
      throw new RlpException("replica index beyond " + MAX_REPLICAS);
    }
    return ReplicaId.of(index);
  }

  /** Its form alone; whether it is a signature at all, and whose, is for the check of it. */
  private static SignatureBytes signature(RlpItem item) throws RlpException {
    return SignatureBytes.of(item.asBytes(Signature.SIZE));
  }

  private static <M extends Message> Signed<M> signed(RlpItem item, Element<M> body)
      throws RlpException {
    List<RlpItem> fields = item.list(2);
    return new Signed<>(body.read(fields.get(0)), signature(fields.get(1)));
  }

  private static <T> List<T> list(RlpItem item, int limit, Element<T> element) throws RlpException {
    List<RlpItem> items = item.asList();
    if (items.size() > limit) {
      throw new RlpException("list of more than " + limit);
    }
    List<T> result = new ArrayList<>(items.size());
    for (RlpItem each : items) {
      result.add(element.read(each));
    }
    return result;
  }
}
