package org.tetrarch.node.plugin;

import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.wire.Frame;

/** What a malicious replica can do of its own accord. Never waits; any thread. */
public interface Reach {
  /** Sends a frame that passes no misbehaviour any more. */
  void send(ReplicaId to, Frame frame);

  /** Sends any bytes where a frame is expected, after a length that is right. */
  void sendBytes(ReplicaId to, byte[] content);

  /**
   * Sends any bytes into the stream to a peer, with no length before them. Where there are no
   * streams, what a stream cut in the wrong places ends in: the connection is lost.
   */
  default void sendRaw(ReplicaId to, byte[] bytes) {
    disconnect(to);
  }

  /** Ends the connection with a peer; it is made again as after a failure. */
  void disconnect(ReplicaId peer);

  /**
   * Opens connections to a peer beside the one in use, says nothing that makes sense on them, and
   * leaves them. Does nothing where there are no streams.
   */
  default void knock(ReplicaId peer, int connections) {}

  /**
   * Does something later, in turn with all other calls of the misbehaviour, unless that has ended
   * by then.
   */
  void later(long delayMillis, Runnable task);
}
