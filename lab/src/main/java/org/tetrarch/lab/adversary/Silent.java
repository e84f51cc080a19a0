package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** As good as dead, but it still listens. */
final class Silent extends Described {
  Silent() {
    super(
        "silent",
        "INV-10",
        "sends nothing, and still receives",
        "the others do without it; as primary it is replaced within a few seconds");
  }

  @Override
  public Malice begin(Means means) {
    return new Malice() {
      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        return List.of();
      }
    };
  }
}
