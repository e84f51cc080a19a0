package org.tetrarch.lab.simulator;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;
import org.tetrarch.web.port.ChainView;

/**
 * A misbehaviour as it is, which tells when it does something that an honest replica does not: one
 * that only waits for its chance proves nothing.
 */
record Watched(Misbehaviour of, Runnable struck) implements Misbehaviour {
  @Override
  public String name() {
    return of.name();
  }

  @Override
  public String description() {
    return of.description();
  }

  @Override
  public String expectation() {
    return of.expectation();
  }

  @Override
  public String attacks() {
    return of.attacks();
  }

  @Override
  public Malice begin(Means means) {
    return new AtWork(of.begin(means.reaching(new Hands(means.reach()))));
  }

  private final class AtWork implements Malice {
    private final Malice malice;

    AtWork(Malice malice) {
      this.malice = malice;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      List<Frame> instead = malice.outgoing(to, frame);
      if (instead.size() != 1 || !instead.getFirst().equals(frame)) {
        struck.run();
      }
      return instead;
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      boolean seen = malice.incoming(from, frame);
      if (!seen) {
        struck.run();
      }
      return seen;
    }

    @Override
    public Optional<TransferBatch> proposal(TransferBatch honest) {
      Optional<TransferBatch> instead = malice.proposal(honest);
      if (!instead.equals(Optional.of(honest))) {
        struck.run();
      }
      return instead;
    }

    @Override
    public ChainView reads(ChainView honest) {
      ChainView instead = malice.reads(honest);
      if (!instead.equals(honest)) {
        struck.run();
      }
      return instead;
    }
  }

  /** Whatever a misbehaviour sends or breaks of its own accord is its doing. */
  private final class Hands implements Reach {
    private final Reach reach;

    Hands(Reach reach) {
      this.reach = reach;
    }

    @Override
    public void send(ReplicaId to, Frame frame) {
      struck.run();
      reach.send(to, frame);
    }

    @Override
    public void sendBytes(ReplicaId to, byte[] content) {
      struck.run();
      reach.sendBytes(to, content);
    }

    @Override
    public void disconnect(ReplicaId peer) {
      struck.run();
      reach.disconnect(peer);
    }

    @Override
    public void later(long delayMillis, Runnable task) {
      reach.later(delayMillis, task);
    }
  }
}
