package org.tetrarch.node.plugin;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;
import org.tetrarch.web.port.ChainView;

/**
 * Which misbehaviours there are, and which one this replica is told to show now. Stands between the
 * replica and the network. Any thread; a misbehaviour is called by one at a time.
 */
public final class Lab implements Transport {
  private final SortedMap<String, Misbehaviour> known = new TreeMap<>();
  private final Means means;
  private final Transport honest;
  private volatile @Nullable Misbehaviour active;
  private volatile boolean everLied;
  private @Nullable Malice malice;
  private @Nullable Session session;

  /**
   * Honest at first.
   *
   * @param honest where frames go while no misbehaviour is on
   */
  public Lab(Means means, Transport honest, List<Misbehaviour> known) {
    this.means = means;
    this.honest = honest;
    known.forEach(each -> this.known.put(each.name(), each));
  }

  /** Those that the class path offers. */
  public static List<Misbehaviour> installed() {
    return ServiceLoader.load(MisbehaviourProvider.class).stream()
        .flatMap(provider -> provider.get().misbehaviours().stream())
        .toList();
  }

  public List<Misbehaviour> misbehaviours() {
    return List.copyOf(known.values());
  }

  public Optional<Misbehaviour> active() {
    return Optional.ofNullable(active);
  }

  /** Returns false if there is no misbehaviour of this name. */
  public synchronized boolean set(String name) {
    Misbehaviour chosen = known.get(name);
    if (chosen == null) {
      return false;
    }
    session = new Session();
    malice = chosen.begin(means.reaching(session));
    active = chosen;
    everLied = true;
    return true;
  }

  public synchronized void clear() {
    session = null;
    malice = null;
    active = null;
  }

  /** What one misbehaviour reaches, until it ends. */
  private final class Session implements Reach {
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
      means.reach().later(delayMillis, () -> inTurn(this, task));
    }
  }

  private synchronized void inTurn(Session asked, Runnable task) {
    if (asked.equals(session)) {
      task.run();
    }
  }

  @Override
  public void send(ReplicaId to, Frame frame) {
    if (active == null) {
      honest.send(to, frame);
    } else {
      outgoing(to, frame).forEach(each -> honest.send(to, each));
    }
  }

  @Override
  public void broadcast(Frame frame) {
    if (active == null) {
      honest.broadcast(frame);
    } else {
      means.others().forEach(to -> send(to, frame));
    }
  }

  private synchronized List<Frame> outgoing(ReplicaId to, Frame frame) {
    return malice == null ? List.of(frame) : malice.outgoing(to, frame);
  }

  /**
   * Whether the replica gets to see what came. What was signed with its own key it does not, once a
   * misbehaviour was on: it would take the lies, of which it knows nothing, for a sign that it has
   * lost its log, and abstain.
   */
  public boolean lets(ReplicaId from, Frame frame) {
    return letsIn(from, frame) && !(everLied && isOwn(frame));
  }

  private boolean letsIn(ReplicaId from, Frame frame) {
    if (active == null) {
      return true;
    }
    synchronized (this) {
      return malice == null || malice.incoming(from, frame);
    }
  }

  private boolean isOwn(Frame frame) {
    return frame instanceof Frame.Consensus(Envelope envelope)
        && envelope.signed().message().replica().equals(means.self());
  }

  /** What is proposed instead of an honest batch. */
  public synchronized Optional<TransferBatch> proposal(TransferBatch built) {
    return malice == null ? Optional.of(built) : malice.proposal(built);
  }

  /** What readers over HTTP are told of the chain; not for a caller that must have the truth. */
  public ChainView reads(ChainView truth) {
    return new ReadsInLab(truth, this::told);
  }

  private synchronized ChainView told(ChainView truth) {
    return malice == null ? truth : malice.reads(truth);
  }
}
