package org.tetrarch.consensus.event;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * What a replica wants done, in this order. The outputs of several steps may be gathered and their
 * records written with one sync, as long as nothing that follows a {@link Persist} is done before
 * its records are on disk.
 */
public sealed interface Output {
  /** Write the records, in order and with sync; only then do the rest. */
  record Persist(List<LogRecord> records, List<Output> then) implements Output {
    public Persist {
      records = List.copyOf(records);
      then = List.copyOf(then);
    }
  }

  record Send(ReplicaId to, Envelope envelope) implements Output {}

  /** To every replica but this one. */
  record Broadcast(Envelope envelope) implements Output {}

  record StartTimer(TimerId timer, long delayMillis) implements Output {}

  record StopTimer(TimerId timer) implements Output {}

  /**
   * Check whether a backup may prepare this batch: signatures, time, and, on the state after the
   * batches before it, whether its requests can be executed.
   *
   * @param before the batches between the executed state and this one, in order
   */
  record Validate(View view, SequenceNumber sequence, Batch batch, List<Ordered> before)
      implements Output {
    public Validate {
      before = List.copyOf(before);
    }
  }

  /**
   * As primary, this replica would propose a batch at this sequence number now. It stands until
   * answered or replaced by another.
   *
   * @param before the batches between the executed state and this one, in order
   * @param inFlight how many of this primary's proposals are not committed yet
   */
  record BatchWanted(View view, SequenceNumber sequence, List<Ordered> before, int inFlight)
      implements Output {
    public BatchWanted {
      before = List.copyOf(before);
    }
  }

  /** Nothing may be proposed now; takes the last {@link BatchWanted} back. */
  record NoBatchWanted() implements Output {}

  /** Execute a committed batch; they come in sequence order, without holes. */
  record Execute(Ordered ordered) implements Output {}

  /** The checkpoint is stable, and this replica's own state is that of the quorum. */
  record Certified(StableCheckpoint checkpoint) implements Output {}

  /** Find the body for a digest that is about to be prepared or committed. */
  record FetchBatch(Digest digest, List<ReplicaId> holders) implements Output {
    public FetchBatch {
      holders = List.copyOf(holders);
    }
  }

  /** Fetch, verify, and execute blocks up to this proven checkpoint at least. */
  record FetchState(StableCheckpoint target, ReplicaId from) implements Output {}

  record Misbehaviour(Evidence evidence) implements Output {}

  /** The replica takes part in this view from now on. */
  record ViewEntered(View view, ReplicaId primary) implements Output {}

  /**
   * An invariant is broken. The replica signs nothing more; its data stays as it is.
   *
   * @param invariant its stable name, such as INV-8
   */
  record Halt(String invariant, String reason) implements Output {}

  /**
   * @param batch empty for a null request
   */
  record Ordered(SequenceNumber sequence, Optional<Batch> batch) {}
}
