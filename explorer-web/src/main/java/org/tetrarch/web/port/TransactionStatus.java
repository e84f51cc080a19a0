package org.tetrarch.web.port;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.ledger.crypto.Hash;

/**
 * What is known of a transaction.
 *
 * @param reason why it was dropped or replaced, or what it waits for; for people
 * @param height of the block it is in, or of the batch that carries it
 * @param sinceMillis Unix time at which this node first saw it
 * @param replacedBy the hash of the transaction that took its place
 * @param heldBy while it waits: the replicas that have it, as far as this node knows, rising
 */
public record TransactionStatus(
    Stage stage,
    Optional<String> reason,
    OptionalLong height,
    OptionalLong sinceMillis,
    Optional<Hash> replacedBy,
    List<Integer> heldBy) {

  public TransactionStatus {
    heldBy = List.copyOf(heldBy);
  }

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

  /** A transaction whose nonce another one took. */
  public static TransactionStatus replaced(Hash by) {
    return new TransactionStatus(
        Stage.REPLACED,
        Optional.of("replaced by " + by.toHex()),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.of(by),
        List.of());
  }

  /** A status without further detail. */
  public static TransactionStatus of(Stage stage) {
    return new TransactionStatus(
        stage,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same for a reason. */
  public TransactionStatus because(String why) {
    return new TransactionStatus(stage, Optional.of(why), height, sinceMillis, replacedBy, heldBy);
  }

  /** The same with a height. */
  public TransactionStatus at(long block) {
    return new TransactionStatus(
        stage, reason, OptionalLong.of(block), sinceMillis, replacedBy, heldBy);
  }

  /** The same with the time at which this node first saw it. */
  public TransactionStatus since(long millis) {
    return new TransactionStatus(
        stage, reason, height, OptionalLong.of(millis), replacedBy, heldBy);
  }

  /** The same with those that have it. */
  public TransactionStatus heldBy(List<Integer> replicas) {
    return new TransactionStatus(stage, reason, height, sinceMillis, replacedBy, replicas);
  }
}
