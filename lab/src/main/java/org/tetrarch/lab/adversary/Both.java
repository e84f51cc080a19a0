package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;
import org.tetrarch.web.port.ChainView;

/** Two misbehaviours of one replica at the same time: the second works on what the first leaves. */
public final class Both extends Described {
  private final Misbehaviour first;
  private final Misbehaviour second;

  public Both(Misbehaviour first, Misbehaviour second) {
    super(
        first.name() + "+" + second.name(),
        first.attacks(),
        first.description() + "; and " + second.description(),
        first.expectation() + "; and " + second.expectation());
    this.first = first;
    this.second = second;
  }

  @Override
  public Malice begin(Means means) {
    return new Doubled(first.begin(means), second.begin(means));
  }

  private record Doubled(Malice first, Malice second) implements Malice {
    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      return first.outgoing(to, frame).stream()
          .flatMap(each -> second.outgoing(to, each).stream())
          .toList();
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      // Each of them gets to see it, whatever the other one thinks of it.
      boolean one = first.incoming(from, frame);
      boolean other = second.incoming(from, frame);
      return one && other;
    }

    @Override
    public Optional<TransferBatch> proposal(TransferBatch honest) {
      return first.proposal(honest).flatMap(second::proposal);
    }

    @Override
    public ChainView reads(ChainView honest) {
      return second.reads(first.reads(honest));
    }
  }
}
