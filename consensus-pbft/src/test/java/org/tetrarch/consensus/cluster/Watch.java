package org.tetrarch.consensus.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;

/** Looks at all that correct replicas say and do, and throws when it must not be. */
final class Watch {
  private final TreeMap<SequenceNumber, Digest> decided = new TreeMap<>();
  private final Map<Subject, Message> said = new HashMap<>();

  private record Subject(ReplicaId replica, Class<?> type, long view, SequenceNumber sequence) {}

  /** INV-6: across restarts, what a replica itself says is never contradicted. */
  void said(Message message) {
    subject(message)
        .ifPresent(
            subject -> {
              Message earlier = said.putIfAbsent(subject, message);
              if (earlier != null && Evidence.conflict(earlier, message)) {
                throw new AssertionError("INV-6: " + earlier + " and " + message);
              }
            });
  }

  private static Optional<Subject> subject(Message message) {
    ReplicaId replica = message.replica();
    SequenceNumber none = SequenceNumber.GENESIS;
    return switch (message) {
      case Message.Slotted m ->
          Optional.of(new Subject(replica, m.getClass(), m.view().number(), m.sequence()));
      case Checkpoint m -> Optional.of(new Subject(replica, Checkpoint.class, 0, m.sequence()));
      case NewView m -> Optional.of(new Subject(replica, NewView.class, m.view().number(), none));
      case ViewChange m -> Optional.empty();
      case Status m -> Optional.empty();
    };
  }

  /** INV-1 and INV-8: all execute the same at one sequence number. */
  void executed(ReplicaId replica, SequenceNumber sequence, Digest state) {
    Digest earlier = decided.putIfAbsent(sequence, state);
    if (earlier != null && !earlier.equals(state)) {
      throw new AssertionError("INV-1: " + replica + " differs at " + sequence);
    }
  }

  /** Which statements of one replica its log covers: nothing else may leave it. */
  static final class Durable {
    private final ReplicaId self;
    private final Set<Message> covered = new HashSet<>();

    Durable(ReplicaId self) {
      this.self = self;
    }

    void written(LogRecord logRecord) {
      switch (logRecord) {
        case LogRecord.PrePrepareAccepted(Signed<PrePrepare> signed, var batch) -> {
          PrePrepare m = signed.message();
          covered.add(m);
          covered.add(new Prepare(m.view(), m.sequence(), m.digest(), self));
        }
        case LogRecord.Prepared(PreparedCertificate c) ->
            covered.add(new Commit(c.view(), c.sequence(), c.digest(), self));
        case LogRecord.ViewAttempted(Signed<ViewChange> signed) -> covered.add(signed.message());
        case LogRecord.ViewEntered(Signed<NewView> signed) -> {
          covered.add(signed.message());
          signed.message().prePrepares().forEach(assigned -> covered.add(assigned.message()));
        }
        case LogRecord.CheckpointStable stable -> {}
        case LogRecord.LogLost lost -> {}
        case LogRecord.Joined joined -> {}
      }
    }

    void executed(SequenceNumber sequence, Digest state) {
      covered.add(new Checkpoint(sequence, state, self));
    }

    void check(Message message) {
      if (!(message instanceof Status) && !covered.contains(message)) {
        throw new AssertionError("said before it is durable: " + message);
      }
    }

    void lost() {
      covered.clear();
    }
  }
}
