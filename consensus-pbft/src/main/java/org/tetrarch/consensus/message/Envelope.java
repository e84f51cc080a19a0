package org.tetrarch.consensus.message;

/** What one replica sends another. */
public sealed interface Envelope {
  /** The signed statement in it. */
  Signed<? extends Message> signed();

  /** A statement alone. */
  record Statement(Signed<? extends Message> signed) implements Envelope {}

  /**
   * A pre-prepare together with the batch it names. The body is outside the signature, bound to it
   * by the digest.
   */
  record Proposal(Signed<PrePrepare> signed, Batch batch) implements Envelope {}
}
