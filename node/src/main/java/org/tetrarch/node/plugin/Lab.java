package org.tetrarch.node.plugin;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;

/** Which misbehaviours there are, and which one this node is told to show now. Any thread. */
public final class Lab {
  private final SortedMap<String, Misbehaviour> known = new TreeMap<>();
  private final Signer signer;
  private final int replicas;
  private volatile @Nullable Misbehaviour active;

  /** Loads what the class path offers. */
  public Lab(Signer signer, int replicas) {
    this.signer = signer;
    this.replicas = replicas;
    for (MisbehaviourProvider provider : ServiceLoader.load(MisbehaviourProvider.class)) {
      provider.misbehaviours().forEach(each -> known.put(each.name(), each));
    }
  }

  public List<Misbehaviour> misbehaviours() {
    return List.copyOf(known.values());
  }

  public Optional<Misbehaviour> active() {
    return Optional.ofNullable(active);
  }

  /** Returns false if there is no misbehaviour of this name. */
  public boolean set(String name) {
    Misbehaviour chosen = known.get(name);
    if (chosen != null) {
      active = chosen;
    }
    return chosen != null;
  }

  public void clear() {
    active = null;
  }

  /** What is really sent to one replica. */
  public List<Envelope> tamper(ReplicaId to, Envelope envelope) {
    Misbehaviour current = active;
    return current == null ? List.of(envelope) : current.tamper(to, envelope, replicas, signer);
  }
}
