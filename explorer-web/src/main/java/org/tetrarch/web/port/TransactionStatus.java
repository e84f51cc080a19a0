package org.tetrarch.web.port;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a transaction.
 *
 * @param reason why it was dropped or replaced, for people; for a replaced one it names the hash of
 *     its successor
 * @param height of the block it is in, or of the batch that carries it
 * @param sinceMillis Unix time at which this node first saw it
 */
public record TransactionStatus(
    Stage stage, Optional<String> reason, OptionalLong height, OptionalLong sinceMillis) {

  /** Where a transaction stands, in the order of its life. */
  public enum Stage {
    /** This node was not given it in this run. */
    UNKNOWN("unknown"),
    /** Waits for a primary to propose it. */
    PENDING("pending"),
    /** Proposed in a batch that is not executed yet. */
    IN_BATCH("inBatch"),
    /** Executed: it cannot be undone, but the certificate is not there yet. */
    INCLUDED("included"),
    /** Executed and certified by a quorum. */
    FINAL("final"),
    /** Another transaction of its sender with the same nonce took its place. */
    REPLACED("replaced"),
    /** Given up, with the reason. */
    DROPPED("dropped");

    private final String word;

    Stage(String word) {
      this.word = word;
    }

    /** As it is written in JSON. */
    public String word() {
      return word;
    }
  }

  /** The status of a transaction that nothing is known of. */
  public static TransactionStatus unknown() {
    return of(Stage.UNKNOWN);
  }

  /** A status without further detail. */
  public static TransactionStatus of(Stage stage) {
    return new TransactionStatus(
        stage, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
  }
}
