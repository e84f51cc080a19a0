package org.tetrarch.web.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ConsensusView;
import org.tetrarch.web.port.Evidence;
import org.tetrarch.web.port.NetworkStatus;
import org.tetrarch.web.port.ReplicaStatus;
import org.tetrarch.web.port.ReplicaStatus.State;

/** Four replicas as node0 sees them. */
public final class FakeConsensus implements ConsensusView {

  private static final int TOTAL = 4;
  private static final int QUORUM = 3;

  private final FakeChain chain;
  private final Set<Integer> gone = new TreeSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private long view;
  private State ownState = State.NORMAL;

  FakeConsensus(FakeChain chain) {
    this.chain = chain;
  }

  /** These replicas cannot be heard any more. */
  public void disconnect(Integer... replicas) {
    synchronized (this) {
      gone.addAll(Set.of(replicas));
    }
    chain.tellConsensusChanged();
  }

  /** All replicas are in this view. */
  public void enterView(long newView) {
    synchronized (this) {
      view = newView;
    }
    chain.tellConsensusChanged();
  }

  /** This node is in this state. */
  public synchronized void become(State state) {
    ownState = state;
  }

  /** Proof that a replica contradicted itself has been found. */
  public void catchLying(int replica, long sequence, String description) {
    synchronized (this) {
      evidence.add(
          new Evidence(
              replica,
              "conflicting-pre-prepares",
              view,
              sequence,
              description,
              "0xaa01",
              "0xaa02",
              1_700_000_100_000L));
    }
    chain.tellConsensusChanged();
  }

  @Override
  public synchronized NetworkStatus network() {
    List<ReplicaStatus> replicas = new ArrayList<>();
    for (int index = 0; index < TOTAL; index++) {
      replicas.add(replica(index));
    }
    boolean quorumPresent = TOTAL - gone.size() >= QUORUM;
    return new NetworkStatus(
        view,
        (int) (view % TOTAL),
        1,
        QUORUM,
        ownState == State.CHANGING_VIEW,
        replicas,
        quorumPresent,
        gone.isEmpty() ? Optional.empty() : Optional.of("Replicas " + gone + " are out of reach."));
  }

  private ReplicaStatus replica(int index) {
    ChainHead head = chain.head();
    boolean connected = !gone.contains(index);
    State state = index == 0 ? ownState : connected ? State.NORMAL : State.UNREACHABLE;
    return new ReplicaStatus(
        index,
        "node" + index,
        Keys.VALIDATORS.get(index).address(),
        "127.0.0.1:" + (30300 + index),
        connected,
        state,
        view,
        head.height(),
        head.certifiedHeight(),
        OptionalLong.of(1_700_000_000_000L),
        false,
        OptionalLong.empty());
  }

  @Override
  public synchronized List<Evidence> evidence() {
    return List.copyOf(evidence);
  }
}
