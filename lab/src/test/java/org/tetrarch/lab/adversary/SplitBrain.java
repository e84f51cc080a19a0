package org.tetrarch.lab.adversary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Frame;

/**
 * The liars of one run have two selves each, and keep two worlds apart: the first selves belong to
 * one side of a partition, the second ones to the other, where they find each other without the
 * network. Each side sees nothing but correct replicas. No f liars gain anything by this; f+1 fork
 * the chain.
 */
public final class SplitBrain extends Described {
  private static final int NEAR_MILLIS = 1;

  private final Set<ReplicaId> otherSide;
  private final Map<ReplicaId, Mind> minds = new HashMap<>();

  /**
   * @param otherSide the correct replicas that hear the second selves
   */
  public SplitBrain(Set<ReplicaId> otherSide) {
    super("split-brain", "INV-1", "is one replica to some and another one to others", "a fork");
    this.otherSide = Set.copyOf(otherSide);
  }

  @Override
  public Malice begin(Means means) {
    Mind mind = new Mind(means);
    minds.put(means.self(), mind);
    return mind;
  }

  private final class Mind implements Malice, Transport {
    private final Means means;
    private final SecondSelf second;

    Mind(Means means) {
      this.means = means;
      try {
        second = new SecondSelf(means, this, new MemoryDisk());
      } catch (StorageException e) {
        throw new IllegalStateException("a disk in memory does not fail", e);
      }
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      return otherSide.contains(to) ? List.of() : List.of(frame);
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      if (otherSide.contains(from)) {
        second.hear(from, frame);
        return false;
      }
      return true;
    }

    @Override
    public void send(ReplicaId to, Frame frame) {
      Mind accomplice = minds.get(to);
      if (accomplice != null) {
        means.reach().later(NEAR_MILLIS, () -> accomplice.second.hear(means.self(), frame));
      } else if (otherSide.contains(to)) {
        means.reach().send(to, frame);
      }
    }

    @Override
    public void broadcast(Frame frame) {
      means.others().forEach(to -> send(to, frame));
    }
  }
}
