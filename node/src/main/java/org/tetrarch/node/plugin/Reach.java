package org.tetrarch.node.plugin;

import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.wire.Frame;

/** What a malicious replica can do of its own accord. Never waits; any thread. */
public interface Reach {
  /** Sends a frame that passes no misbehaviour any more. */
  void send(ReplicaId to, Frame frame);

  /** Sends any bytes where a frame is expected, after a length that is right. */
  void sendBytes(ReplicaId to, byte[] content);

  /** Ends the connection with a peer; it is made again as after a failure. */
  void disconnect(ReplicaId peer);

  /**
   * Does something later, in turn with all other calls of the misbehaviour, unless that has ended
   * by then.
   */
  void later(long delayMillis, Runnable task);
}
