package org.tetrarch.node.plugin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.wire.Frame;

/**
 * The lines from this replica to the others, which the lab may cut, slow down and make lossy.
 * Connections stay up: what is lost is lost as on a network that drops packets for ever. Any
 * thread.
 */
public final class FaultyLinks implements Transport {
  /** INV-11: frames that a delay holds, of all lines together; more are lost. */
  static final int MOST_HELD = 8_192;

  private final Transport good;
  private final Iterable<ReplicaId> peers;
  private final RandomGenerator random;
  private final Later later;
  private final Map<ReplicaId, LinkFault> faults = new ConcurrentHashMap<>();
  private final AtomicInteger held = new AtomicInteger();

  /** Does something later; what is asked for with the same delay is done in the order asked. */
  @FunctionalInterface
  public interface Later {
    void later(long delayMillis, Runnable task);
  }

  /**
   * Good at first.
   *
   * @param peers all other replicas
   */
  public FaultyLinks(
      Transport good, Iterable<ReplicaId> peers, RandomGenerator random, Later later) {
    this.good = good;
    this.peers = peers;
    this.random = random;
    this.later = later;
  }

  /** From now on, in place of what was wrong with this line before. */
  public void set(ReplicaId to, LinkFault fault) {
    if (fault.equals(LinkFault.NONE)) {
      faults.remove(to);
    } else {
      faults.put(to, fault);
    }
  }

  public LinkFault fault(ReplicaId to) {
    return faults.getOrDefault(to, LinkFault.NONE);
  }

  /** All lines are good again; what a delay holds still arrives. */
  public void heal() {
    faults.clear();
  }

  /** Whether what is sent now arrives at all; asked once for each frame. */
  boolean carries(LinkFault fault) {
    return !fault.cut() && (fault.dropPercent() == 0 || random.nextInt(100) >= fault.dropPercent());
  }

  /** Whether bytes that are no frame, sent now, arrive. */
  public boolean carries(ReplicaId to) {
    return carries(fault(to));
  }

  @Override
  public void send(ReplicaId to, Frame frame) {
    LinkFault fault = fault(to);
    if (!carries(fault)) {
      return;
    }
    if (fault.delayMillis() == 0) {
      good.send(to, frame);
    } else if (held.incrementAndGet() > MOST_HELD) {
      held.decrementAndGet();
    } else {
      later.later(
          fault.delayMillis(),
          () -> {
            held.decrementAndGet();
            good.send(to, frame);
          });
    }
  }

  @Override
  public void broadcast(Frame frame) {
    if (faults.isEmpty()) {
      good.broadcast(frame);
    } else {
      peers.forEach(to -> send(to, frame));
    }
  }
}
