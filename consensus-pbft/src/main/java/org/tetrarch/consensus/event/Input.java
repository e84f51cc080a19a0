package org.tetrarch.consensus.event;

import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verified;

/** What happens to a replica. */
public sealed interface Input {
  /** The first input after construction. */
  record Started() implements Input {}

  /**
   * @param from the peer whose connection it came on; it may relay what another one signed
   */
  record EnvelopeReceived(ReplicaId from, Verified<Envelope> envelope) implements Input {}

  record TimerFired(TimerId timer) implements Input {}

  /** Answers {@link Output.BatchWanted}; ignored when that is no longer what the replica wants. */
  record BatchAvailable(View view, SequenceNumber sequence, Batch batch) implements Input {}

  /**
   * Answers {@link Output.Validate}.
   *
   * @param objection why the batch must not be prepared; empty if it may
   */
  record BatchValidated(
      View view, SequenceNumber sequence, Digest digest, Optional<String> objection)
      implements Input {}

  /** Answers {@link Output.FetchBatch}; also a body nobody asked for, which is then ignored. */
  record BatchFetched(Batch batch) implements Input {}

  /**
   * Answers {@link Output.Execute}: the block is on disk.
   *
   * @param state the digest of the state after it
   */
  record BlockExecuted(SequenceNumber sequence, Digest state) implements Input {}

  /** Blocks up to a stable checkpoint came from peers, were verified, executed, and are on disk. */
  record BlocksImported(Verified<StableCheckpoint> checkpoint) implements Input {}

  /**
   * Which request has waited longest, of those that could be executed now.
   *
   * @param oldest a number that stands for it as long as it waits; empty if none waits
   */
  record RequestsWaiting(OptionalLong oldest) implements Input {}
}
