package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Frame;

/**
 * Two replicas with one key (Bano et al., "Twins", 2020). The first is the honest one; which of the
 * two a peer can talk to, or whether it hears both, changes every few seconds.
 */
final class Twin extends Described {
  private static final long PERIOD_MILLIS = 3_000;

  /** What the second one may keep; then it begins anew with nothing. */
  private static final long MOST_BYTES = 64L << 20;

  Twin() {
    super(
        "twin",
        "INV-1",
        "runs two replicas with one key, each behaving correctly, and each heard by others",
        "no two correct nodes execute different blocks; what the two sign against each other is"
            + " evidence");
  }

  private enum Hears {
    FIRST,
    SECOND,
    BOTH
  }

  private static final List<Hears> CHOICES = List.of(Hears.values());

  @Override
  public Malice begin(Means means) {
    Pair pair = new Pair(means);
    pair.change();
    return pair;
  }

  private static final class Pair implements Malice, Transport {
    private static final Logger log = LoggerFactory.getLogger(Twin.class);

    private final Means means;
    private final Map<ReplicaId, Hears> hears = new TreeMap<>();
    private MemoryDisk disk = new MemoryDisk();
    private Optional<SecondSelf> second = Optional.empty();

    Pair(Means means) {
      this.means = means;
    }

    private void change() {
      for (ReplicaId other : means.others()) {
        hears.put(other, CHOICES.get(means.random().nextInt(CHOICES.size())));
      }
      if (second.isEmpty() || disk.bytes() > MOST_BYTES) {
        second.ifPresent(SecondSelf::end);
        disk = new MemoryDisk();
        try {
          second = Optional.of(new SecondSelf(means, this, disk));
        } catch (StorageException e) {
          log.warn("the twin cannot begin: {}", e.getMessage());
        }
      }
      means.reach().later(PERIOD_MILLIS, this::change);
    }

    private boolean hears(ReplicaId other, Hears which) {
      Hears heard = hears.getOrDefault(other, Hears.BOTH);
      return heard == which || heard == Hears.BOTH;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      return hears(to, Hears.FIRST) ? List.of(frame) : List.of();
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      if (hears(from, Hears.SECOND)) {
        second.ifPresent(self -> self.hear(from, frame));
      }
      return hears(from, Hears.FIRST);
    }

    /** What the second one says. */
    @Override
    public void send(ReplicaId to, Frame frame) {
      if (hears(to, Hears.SECOND)) {
        means.reach().send(to, frame);
      }
    }

    @Override
    public void broadcast(Frame frame) {
      means.others().forEach(to -> send(to, frame));
    }
  }
}
