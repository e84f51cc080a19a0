package org.tetrarch.web.port;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One thing that happened at this node, in the order in which it saw them.
 *
 * @param id rises by one with each event of this run
 * @param micros microseconds since 1970 by this node's clock
 * @param peer replica that something was sent to or came from; empty for what went to all, and for
 *     what happened here alone
 * @param statement what was sent or received
 * @param number the view that was entered, or the height that was executed or certified
 * @param reason why something was refused
 */
public record TraceEvent(
    long id,
    long micros,
    Kind kind,
    OptionalInt peer,
    Optional<Statement> statement,
    OptionalLong number,
    Optional<String> reason) {

  /** What happened. */
  public enum Kind {
    SENT("sent"),
    RECEIVED("received"),
    /** What a peer sent was not what it must be; it reached nobody. */
    REFUSED("refused"),
    /** This node takes part in a view from now on. */
    ENTERED("entered"),
    /** A block is durable here. */
    EXECUTED("executed"),
    /** A block's certificate is here. */
    CERTIFIED("certified");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As it is written in JSON. */
    public String word() {
      return word;
    }
  }

  /**
   * A signed statement in short.
   *
   * @param type as the paper spells it, such as {@code PRE-PREPARE}
   * @param signer index of the replica that signed it
   * @param digest of a batch, or of a block in a checkpoint, 0x-prefixed hex
   * @param signature 0x-prefixed hex
   */
  public record Statement(
      String type,
      int signer,
      OptionalLong view,
      OptionalLong sequence,
      Optional<String> digest,
      String signature) {}
}
