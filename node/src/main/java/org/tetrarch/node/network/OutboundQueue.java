package org.tetrarch.node.network;

import io.netty.buffer.ByteBuf;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one peer's connection to take them: what consensus says in one lane, which
 * goes first, all else in another. A lane that is full drops its oldest frame: consensus sends
 * again what is missed, and gossip and sync are asked for again.
 *
 * <p>Without locks, because the loop thread adds. Any thread; order is kept within a lane.
 */
final class OutboundQueue {
  /** Two of the largest frames. */
  static final long MAX_LANE_BYTES = 8 << 20;

  private final Lane consensus;
  private final Lane bulk;
  private final PeerMeters meters;

  OutboundQueue(long maxLaneBytes, PeerMeters meters) {
    this.meters = meters;
    consensus = new Lane(maxLaneBytes, meters);
    bulk = new Lane(maxLaneBytes, meters);
  }

  /** Takes the buffer over. */
  void add(boolean ofConsensus, ByteBuf frame) {
    (ofConsensus ? consensus : bulk).add(frame);
  }

  /** The next one to send, which is then the caller's to release. */
  @Nullable ByteBuf poll() {
    ByteBuf frame = consensus.poll();
    return frame != null ? frame : bulk.poll();
  }

  boolean isEmpty() {
    return consensus.frames.isEmpty() && bulk.frames.isEmpty();
  }

  /** Drops and counts what waits: the connection is lost. */
  void clear() {
    for (ByteBuf frame = poll(); frame != null; frame = poll()) {
      frame.release();
      meters.dropped(PeerMeters.NOT_CONNECTED);
    }
  }

  private static final class Lane {
    private final Queue<ByteBuf> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long maxBytes;
    private final PeerMeters meters;

    Lane(long maxBytes, PeerMeters meters) {
      this.maxBytes = maxBytes;
      this.meters = meters;
    }

    void add(ByteBuf frame) {
      long held = bytes.addAndGet(cost(frame));
      frames.add(frame);
      while (held > maxBytes) {
        ByteBuf oldest = poll();
        if (oldest == null) {
          return;
        }
        oldest.release();
        meters.dropped(PeerMeters.QUEUE_FULL);
        held = bytes.get();
      }
    }

    @Nullable ByteBuf poll() {
      ByteBuf frame = frames.poll();
      if (frame != null) {
        bytes.addAndGet(-cost(frame));
      }
      return frame;
    }

    /** With what an entry costs besides its bytes, so that many tiny frames are bounded as well. */
    private static long cost(ByteBuf frame) {
      return frame.readableBytes() + 64L;
    }
  }
}
