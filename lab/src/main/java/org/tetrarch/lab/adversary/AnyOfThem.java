package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;
import org.tetrarch.web.port.ChainView;

/** Misbehaves in every way there is, one after the other. */
final class AnyOfThem extends Described {
  private static final Logger log = LoggerFactory.getLogger(AnyOfThem.class);
  private static final long PERIOD_MILLIS = 4_000;

  private final List<Misbehaviour> all;

  /**
   * @param all which it chooses from
   */
  AnyOfThem(List<Misbehaviour> all) {
    super(
        "random",
        "INV-1",
        "shows another of all these misbehaviours every few seconds, in an order that follows from"
            + " a seed in its log",
        "whatever each of them alone would show; no correct node contradicts another");
    this.all = List.copyOf(all);
  }

  @Override
  public Malice begin(Means means) {
    long seed = means.random().nextLong();
    log.info("random misbehaviours from seed {}", seed);
    Changing changing = new Changing(means, new Random(seed));
    changing.next();
    return changing;
  }

  private final class Changing implements Malice {
    private final Means means;
    private final Random random;
    private Malice current = new Malice() {};
    private @Nullable Misbehaviour shown;
    private long era;

    Changing(Means means, Random random) {
      this.means = means;
      this.random = random;
    }

    private void next() {
      List<Misbehaviour> others = all.stream().filter(each -> !each.equals(shown)).toList();
      Misbehaviour chosen = others.get(random.nextInt(others.size()));
      shown = chosen;
      log.info("misbehaves as {} now", chosen.name());
      era++;
      Means inEra = means.with(random).reaching(new InEra(era));
      current = chosen.begin(inEra);
      means.reach().later(PERIOD_MILLIS, this::next);
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      return current.outgoing(to, frame);
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      return current.incoming(from, frame);
    }

    @Override
    public Optional<TransferBatch> proposal(TransferBatch honest) {
      return current.proposal(honest);
    }

    @Override
    public ChainView reads(ChainView honest) {
      return current.reads(honest);
    }

    /** What one of them has planned is not done any more when the next one has its turn. */
    private final class InEra implements Reach {
      private final long own;

      InEra(long own) {
        this.own = own;
      }

      @Override
      public void send(ReplicaId to, Frame frame) {
        means.reach().send(to, frame);
      }

      @Override
      public void sendBytes(ReplicaId to, byte[] content) {
        means.reach().sendBytes(to, content);
      }

      @Override
      public void sendRaw(ReplicaId to, byte[] bytes) {
        means.reach().sendRaw(to, bytes);
      }

      @Override
      public void disconnect(ReplicaId peer) {
        means.reach().disconnect(peer);
      }

      @Override
      public void knock(ReplicaId peer, int connections) {
        means.reach().knock(peer, connections);
      }

      @Override
      public void later(long delayMillis, Runnable task) {
        means
            .reach()
            .later(
                delayMillis,
                () -> {
                  if (own == era) {
                    task.run();
                  }
                });
      }
    }
  }
}
