package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Frame;

/**
 * Speaks through a second self that is started again and again: each time it has its blocks, and no
 * log of what it signed, and it does not wait before it votes as a wiped replica must.
 */
final class Amnesia extends Described {
  private static final long PERIOD_MILLIS = 1_500;
  private static final long MOST_BYTES = 64L << 20;

  Amnesia() {
    super(
        "amnesia",
        "INV-5",
        "is restarted again and again, forgets its log each time, and votes again at once",
        "what is final stays final, as a quorum holds enough replicas that remember; where it"
            + " contradicts itself there is evidence");
  }

  @Override
  public Malice begin(Means means) {
    Forgetful forgetful = new Forgetful(means);
    forgetful.restart();
    return forgetful;
  }

  private static final class Forgetful implements Malice, Transport {
    private static final Logger log = LoggerFactory.getLogger(Amnesia.class);

    private final Means means;
    private MemoryDisk disk = new MemoryDisk();
    private Optional<SecondSelf> speaking = Optional.empty();

    Forgetful(Means means) {
      this.means = means;
    }

    private void restart() {
      speaking.ifPresent(SecondSelf::end);
      if (disk.bytes() > MOST_BYTES) {
        disk = new MemoryDisk();
      }
      disk.forgetLog();
      try {
        speaking = Optional.of(new SecondSelf(means, this, disk));
      } catch (StorageException e) {
        log.warn("cannot restart: {}", e.getMessage());
      }
      means.reach().later(PERIOD_MILLIS, this::restart);
    }

    /** The honest part says nothing of its own, and asks for what it lacks so that it keeps up. */
    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      return frame instanceof Frame.Consensus ? List.of() : List.of(frame);
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      speaking.ifPresent(self -> self.hear(from, frame));
      return true;
    }

    @Override
    public void send(ReplicaId to, Frame frame) {
      means.reach().send(to, frame);
    }

    @Override
    public void broadcast(Frame frame) {
      means.others().forEach(to -> send(to, frame));
    }
  }
}
