package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** Talks to every second replica alone; the others must get everything from those. */
final class SelectiveSend extends Described {
  SelectiveSend() {
    super(
        "selective-send",
        "INV-10",
        "talks only to some replicas, and is silent to the rest",
        "the rest learn what was decided from the others; as primary it is replaced when too few"
            + " hear it");
  }

  @Override
  public Malice begin(Means means) {
    Halves halves = Halves.of(means);
    return new Malice() {
      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        return halves.deceives(to) ? List.of() : List.of(frame);
      }
    };
  }
}
