package org.tetrarch.consensus.log;

import java.util.Optional;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;

/** What a replica must not forget in a crash, because it has let others rely on it. */
public sealed interface LogRecord {
  /**
   * Before PREPARE, or the primary's own PRE-PREPARE.
   *
   * @param batch empty for a null request
   */
  record PrePrepareAccepted(Signed<PrePrepare> prePrepare, Optional<Batch> batch)
      implements LogRecord {}

  /** Before COMMIT. */
  record Prepared(PreparedCertificate certificate) implements LogRecord {}

  /** Before VIEW-CHANGE; with the message, so that it is said the same way again. */
  record ViewAttempted(Signed<ViewChange> viewChange) implements LogRecord {}

  /** Before the first vote in a view above 0, or the primary's own NEW-VIEW. */
  record ViewEntered(Signed<NewView> newView) implements LogRecord {}

  /** Records for slots at or below it are no longer needed. */
  record CheckpointStable(StableCheckpoint checkpoint) implements LogRecord {}

  /**
   * This replica has been shown a statement of its own that it has no record of: what it wrote
   * before is lost. Kept until it has decided from where on it votes, or a crash in between would
   * make it take itself for new.
   *
   * @param known the highest sequence number that such a statement was about
   */
  record LogLost(SequenceNumber known) implements LogRecord {}

  /**
   * This replica votes once a stable checkpoint has reached {@code floor}. Its first record;
   * written again when it learns that it has lost what came before.
   */
  record Joined(SequenceNumber floor) implements LogRecord {}
}
