package org.tetrarch.node.network;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * One peer's way in: frames are inspected in parallel and handed on in the order in which they
 * came, one at a time. Connecting and disconnecting have their places in that order.
 *
 * <p>Peers take turns on the pool: a lane has at most as many tasks there as the pool has threads,
 * and each goes to the end of the pool's queue after one frame. So a flood of bad signatures from
 * one peer slows the others by a constant, and itself by as much as it floods.
 *
 * <p>Bounded: above {@link #MAX_FRAMES} or {@link #MAX_BYTES} nothing more is read from the peer
 * until half of that is handed on.
 */
final class InboundLane {
  static final int MAX_FRAMES = 1024;

  /** Two of the largest frames. */
  static final long MAX_BYTES = 8 << 20;

  private static final Logger log = LoggerFactory.getLogger(InboundLane.class);

  private final ReplicaId peer;
  private final Function<RawFrame, FrameInspector.Finding> inspection;
  private final NetworkListener listener;
  private final PeerMeters meters;
  private final Executor pool;
  private final int parallel;

  // The rest is guarded by this lane's monitor, which is never held while anybody else is called.
  private final Queue<Arrival> arrivals = new ArrayDeque<>();
  private final Queue<Arrival> unseen = new ArrayDeque<>();
  private long bytes;
  private int tasks;
  private boolean handingOn;
  private @Nullable Channel paused;

  /** Something that came; ready to be handed on when it has a delivery. */
  private static final class Arrival {
    private final @Nullable RawFrame frame;
    private @Nullable Runnable delivery;

    Arrival(@Nullable RawFrame frame, @Nullable Runnable delivery) {
      this.frame = frame;
      this.delivery = delivery;
    }

    int size() {
      return frame == null ? 0 : frame.bytes().length;
    }
  }

  InboundLane(
      ReplicaId peer,
      Function<RawFrame, FrameInspector.Finding> inspection,
      NetworkListener listener,
      PeerMeters meters,
      Executor pool,
      int parallel) {
    this.peer = peer;
    this.inspection = inspection;
    this.listener = listener;
    this.meters = meters;
    this.pool = pool;
    this.parallel = parallel;
  }

  /** Whether as much waits as may. */
  synchronized boolean isFull() {
    return arrivals.size() >= MAX_FRAMES || bytes >= MAX_BYTES;
  }

  void connected() {
    event(() -> listener.onConnected(peer));
  }

  void disconnected() {
    event(() -> listener.onDisconnected(peer));
  }

  /** A peer broke its connection's rules; told in its place among the frames. */
  void violated(String reason) {
    event(() -> listener.onRejected(peer, reason));
  }

  private void event(Runnable delivery) {
    synchronized (this) {
      arrivals.add(new Arrival(null, delivery));
    }
    submit(this::handOn);
  }

  void frame(Channel source, RawFrame frame) {
    boolean more;
    synchronized (this) {
      Arrival arrival = new Arrival(frame, null);
      arrivals.add(arrival);
      unseen.add(arrival);
      bytes += arrival.size();
      if (isFull()) {
        paused = source;
        source.config().setAutoRead(false);
      }
      more = tasks < parallel;
      if (more) {
        tasks++;
      }
    }
    if (more) {
      submit(this::inspectOne);
    }
  }

  private void submit(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("{}: the network is closing", peer);
    }
  }

  private void inspectOne() {
    Arrival arrival;
    synchronized (this) {
      arrival = unseen.poll();
    }
    if (arrival != null && arrival.frame != null) {
      Runnable delivery = delivery(inspection.apply(arrival.frame));
      synchronized (this) {
        arrival.delivery = delivery;
      }
      handOn();
    }
    boolean more;
    synchronized (this) {
      more = !unseen.isEmpty();
      if (!more) {
        tasks--;
      }
    }
    if (more) {
      submit(this::inspectOne);
    }
  }

  private Runnable delivery(FrameInspector.Finding finding) {
    return switch (finding) {
      case FrameInspector.Finding.Consensus(var envelope) ->
          () -> listener.onConsensus(peer, envelope);
      case FrameInspector.Finding.Other(var frame) -> () -> listener.onFrame(peer, frame);
      case FrameInspector.Finding.Refused(var label, var reason) -> {
        if (LabelledCounts.worthLogging(meters.rejected(label))) {
          log.warn("refused from {}: {}", peer, reason);
        }
        yield () -> listener.onRejected(peer, reason);
      }
    };
  }

  /** Hands on all that is ready, unless another thread is at it and so will see what is ready. */
  private void handOn() {
    synchronized (this) {
      if (handingOn) {
        return;
      }
      handingOn = true;
    }
    for (Runnable delivery = nextReady(); delivery != null; delivery = nextReady()) {
      try {
        delivery.run();
      } catch (RuntimeException | Error e) {
        // Were it thrown on, nothing would ever be handed on again.
        log.error("what {} sent was not taken", peer, e);
      }
    }
  }

  /** Takes the oldest arrival if it is ready; else there is nobody handing on any more. */
  private synchronized @Nullable Runnable nextReady() {
    Arrival oldest = arrivals.peek();
    if (oldest == null || oldest.delivery == null) {
      handingOn = false;
      return null;
    }
    arrivals.remove();
    bytes -= oldest.size();
    if (paused != null && arrivals.size() <= MAX_FRAMES / 2 && bytes <= MAX_BYTES / 2) {
      paused.config().setAutoRead(true);
      paused = null;
    }
    return oldest.delivery;
  }
}
