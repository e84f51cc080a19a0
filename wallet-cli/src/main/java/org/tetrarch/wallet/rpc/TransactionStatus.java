package org.tetrarch.wallet.rpc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.ledger.crypto.Hash;

/**
 * What one node says became of a transaction. It is that node's own word.
 *
 * @param reason why it was dropped or replaced, or what it waits for; empty where none was given
 * @param height of the block that it is in, or of the batch that carries it
 * @param since when this node first saw it
 * @param replacedBy what took its place
 * @param heldBy while it waits: the replicas that have it, as far as this node knows
 */
public record TransactionStatus(
    Stage stage,
    String reason,
    OptionalLong height,
    Optional<Instant> since,
    Optional<Hash> replacedBy,
    List<String> heldBy) {
  public TransactionStatus {
    heldBy = List.copyOf(heldBy);
  }

  /** Where a transaction stands, in the words that nodes use. */
  public enum Stage {
    UNKNOWN("unknown"),
    PENDING("pending"),
    IN_BATCH("inBatch"),
    INCLUDED("included"),
    FINAL("final"),
    REPLACED("replaced"),
    DROPPED("dropped");

    private final String word;

    Stage(String word) {
      this.word = word;
    }

    /** As it is written in JSON. */
    public String word() {
      return word;
    }

    /** Whether it is on its way, or has arrived. */
    public boolean isAlive() {
      return this != UNKNOWN && this != REPLACED && this != DROPPED;
    }
  }
}
