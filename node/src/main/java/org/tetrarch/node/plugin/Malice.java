package org.tetrarch.node.plugin;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;
import org.tetrarch.web.port.ChainView;

/**
 * A misbehaviour at work in one replica, with what it remembers. What it leaves as it is stays
 * honest. One call at a time.
 */
public interface Malice {
  /** What goes to a replica instead of a frame, in this order; an empty list sends nothing. */
  default List<Frame> outgoing(ReplicaId to, Frame frame) {
    return List.of(frame);
  }

  /** Whether the honest part of the replica gets to see a frame whose signatures are valid. */
  default boolean incoming(ReplicaId from, Frame frame) {
    return true;
  }

  /** What the replica proposes as primary instead of an honest batch; empty proposes nothing. */
  default Optional<TransferBatch> proposal(TransferBatch honest) {
    return Optional.of(honest);
  }

  /** What readers over HTTP are told of the chain instead of the truth. */
  default ChainView reads(ChainView honest) {
    return honest;
  }
}
