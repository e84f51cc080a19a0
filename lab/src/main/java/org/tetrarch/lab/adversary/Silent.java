package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.wire.Frame;

/** Attacks INV-10: a replica that is as good as dead, but still listens. */
final class Silent implements Misbehaviour {
  @Override
  public String name() {
    return "silent";
  }

  @Override
  public String description() {
    return "sends nothing, and still receives";
  }

  @Override
  public String expectation() {
    return "the others do without it; as primary it is replaced within a few seconds";
  }

  @Override
  public String attacks() {
    return "INV-10";
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
