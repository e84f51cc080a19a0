package org.tetrarch.node.network;

import io.netty.channel.ChannelHandler;
import java.util.Optional;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * Finds out who is at the other end before anything else is read. The seam at which the way of
 * authenticating can be exchanged; what comes after it does not change.
 */
public interface Handshake {
  /** How long it may take. */
  long TIME_LIMIT_MILLIS = 5_000;

  /** Most bytes read before the peer is known. */
  int MAX_BYTES = 16 * 1024;

  /**
   * A handler for a new connection. It reads and writes messages without their length, tells the
   * outcome once, and is then taken off the connection.
   *
   * @param expected whom this replica dialled; empty for a connection that came in
   */
  ChannelHandler handler(Optional<ReplicaId> expected, Outcome outcome);

  /** What came of it; called on the connection's I/O thread. */
  interface Outcome {
    void authenticated(ReplicaId peer);

    /** The connection is to be closed. */
    void refused(String reason);
  }
}
