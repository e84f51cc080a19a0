package org.tetrarch.consensus.event;

/** The replica's timers; starting one that runs sets it anew. */
public enum TimerId {
  /** Tells the others where this replica stands, and sends again what they miss. */
  STATUS,
  /** The longest-waiting request must be executed before this fires. */
  REQUEST,
  /** The lowest slot that has a batch must be executed before this fires. */
  SLOT,
  /** The primary must be heard before this fires. */
  SILENCE,
  /** NEW-VIEW must come before this fires. */
  NEW_VIEW,
  /** How long a replica with an empty log waits for more than a quorum to say where they are. */
  JOIN
}
