package org.tetrarch.node.http.trace;

import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;

/** Something that this node saw at an instant, in microseconds since 1970 by its own clock. */
sealed interface Observation {
  /** In place of a peer: what is sent goes to all. */
  int EVERYBODY = -1;

  long micros();

  /**
   * A statement leaves this node.
   *
   * @param to index of a replica, or {@link #EVERYBODY}
   */
  record Sent(long micros, int to, Signed<? extends Message> signed) implements Observation {}

  /** A statement has reached this node, with all its signatures valid. */
  record Received(long micros, int from, Signed<? extends Message> signed) implements Observation {}

  /** What a peer sent was not what it must be. */
  record Refused(long micros, int from, String reason) implements Observation {}

  /**
   * A block is durable here.
   *
   * @param blockMillis the time in its header
   */
  record Executed(long micros, long height, long blockMillis, int transfers)
      implements Observation {}

  /** The chain is certified here up to this height. */
  record Certified(long micros, long height) implements Observation {}

  /** This node takes part in this view. */
  record Entered(long micros, long view) implements Observation {}
}
