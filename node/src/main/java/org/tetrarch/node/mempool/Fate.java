package org.tetrarch.node.mempool;

import java.util.OptionalLong;
import org.tetrarch.ledger.crypto.Hash;

/** What is known of a transaction. */
public sealed interface Fate {
  /** Never given to this node in this run, or so long ago that it was forgotten. */
  record Unknown() implements Fate {}

  /**
   * Waits for a primary to propose it.
   *
   * @param sinceMillis Unix time at which it came
   */
  record Pending(long sinceMillis) implements Fate {}

  /** Proposed for the block of this height, which is not executed yet. */
  record InBatch(long height, long sinceMillis) implements Fate {}

  /**
   * Executed.
   *
   * @param sinceMillis Unix time at which it came, unless it was known from the block alone
   */
  record Included(long height, OptionalLong sinceMillis) implements Fate {}

  /** Another transaction of its sender has taken its nonce. */
  record Replaced(Hash by) implements Fate {}

  /** Refused or given up; the reason is for people. */
  record Dropped(String reason) implements Fate {}
}
