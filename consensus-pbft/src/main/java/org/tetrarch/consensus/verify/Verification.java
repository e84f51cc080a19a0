package org.tetrarch.consensus.verify;

/** What came of checking what a peer sent. */
public sealed interface Verification<T> {
  record Accepted<T>(Verified<T> verified) implements Verification<T> {}

  /**
   * @param reason what is wrong, for counting and showing
   */
  record Rejected<T>(String reason) implements Verification<T> {}
}
