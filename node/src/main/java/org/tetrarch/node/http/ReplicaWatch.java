package org.tetrarch.node.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.Validator;
import org.tetrarch.node.storage.EvidenceStore;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.web.port.ConsensusView;
import org.tetrarch.web.port.Evidence;
import org.tetrarch.web.port.NetworkStatus;
import org.tetrarch.web.port.ReplicaStatus;
import org.tetrarch.web.port.ReplicaStatus.State;

/** What this node knows of all replicas: its own state, and what it last heard from the others. */
public final class ReplicaWatch implements ConsensusView {
  /** A replica that has said nothing for so long is not counted on. */
  private static final long SILENT_MILLIS = 2_000;

  private final Genesis genesis;
  private final ReplicaId self;
  private final EvidenceStore evidence;
  private final ConsensusCodec codec;
  private final LongSupplier clock;
  private final Predicate<ReplicaId> connected;
  private final Map<ReplicaId, Long> heard = new ConcurrentHashMap<>();
  private volatile org.tetrarch.consensus.@Nullable ReplicaStatus own;

  /**
   * @param genesis with the endpoints that are really used
   * @param connected whether there is a connection to a peer
   */
  public ReplicaWatch(
      Genesis genesis,
      ReplicaId self,
      EvidenceStore evidence,
      ConsensusCodec codec,
      LongSupplier clock,
      Predicate<ReplicaId> connected) {
    this.genesis = genesis;
    this.self = self;
    this.evidence = evidence;
    this.codec = codec;
    this.clock = clock;
    this.connected = connected;
  }

  /** A replica has said something that it signed itself. */
  public void heard(ReplicaId replica) {
    heard.put(replica, clock.getAsLong());
  }

  /** Returns whether something changed that people look at. */
  public boolean update(org.tetrarch.consensus.ReplicaStatus status) {
    org.tetrarch.consensus.ReplicaStatus before = own;
    own = status;
    return before == null
        || !before.view().equals(status.view())
        || before.mode() != status.mode()
        || before.halted() != status.halted();
  }

  @Override
  public NetworkStatus network() {
    org.tetrarch.consensus.ReplicaStatus status = own;
    Map<ReplicaId, Status> told = new HashMap<>();
    if (status != null) {
      status.peers().forEach(peer -> told.put(peer.replica(), peer));
    }
    List<ReplicaStatus> replicas = new ArrayList<>();
    for (int index = 0; index < genesis.n(); index++) {
      ReplicaId id = ReplicaId.of(index);
      replicas.add(
          id.equals(self) ? ofSelf(status) : ofPeer(id, Optional.ofNullable(told.get(id))));
    }
    long view = status == null ? 0 : status.view().number();
    boolean changing = status != null && status.mode() == Status.Mode.CHANGING;
    List<ReplicaStatus> missing = replicas.stream().filter(r -> !canVote(r.state())).toList();
    boolean quorum = genesis.n() - missing.size() >= genesis.quorum();
    return new NetworkStatus(
        view,
        (int) (view % genesis.n()),
        genesis.f(),
        genesis.quorum(),
        changing,
        replicas,
        quorum,
        quorum ? Optional.empty() : Optional.of(sentence(missing)));
  }

  /** Whether a replica in this state adds to a quorum, as far as can be told from here. */
  private static boolean canVote(State state) {
    return switch (state) {
      case NORMAL, CHANGING_VIEW, CATCHING_UP -> true;
      case FOLLOWING, HALTED, STARTING, UNREACHABLE -> false;
    };
  }

  private String sentence(List<ReplicaStatus> missing) {
    List<String> remedies = missing.stream().map(r -> r.name() + remedy(r.state())).toList();
    return "%d of %d replicas vote and a quorum is %d: no block can become final until %s"
        .formatted(
            genesis.n() - missing.size(),
            genesis.n(),
            genesis.quorum(),
            String.join(" or ", remedies));
  }

  private static String remedy(State state) {
    return switch (state) {
      case FOLLOWING -> " votes again";
      case STARTING -> " has started";
      case NORMAL, CHANGING_VIEW, CATCHING_UP, HALTED, UNREACHABLE -> " is back";
    };
  }

  private ReplicaStatus ofSelf(org.tetrarch.consensus.@Nullable ReplicaStatus status) {
    State state = status == null ? State.STARTING : stateOf(status.mode());
    if (status != null && status.halted()) {
      state = State.HALTED;
    }
    return replica(
        self,
        true,
        state,
        status == null ? 0 : status.view().number(),
        status == null ? 0 : status.executed().value(),
        status == null ? 0 : status.stable().sequence().value(),
        OptionalLong.of(clock.getAsLong()),
        status != null && status.suspects(),
        votesFrom(status));
  }

  private static OptionalLong votesFrom(org.tetrarch.consensus.@Nullable ReplicaStatus status) {
    if (status == null || status.mode() != Status.Mode.ABSTAINING || status.voteFloor() <= 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(status.voteFloor());
  }

  private ReplicaStatus ofPeer(ReplicaId id, Optional<Status> told) {
    Long seen = heard.get(id);
    boolean silent = seen == null || clock.getAsLong() - seen > SILENT_MILLIS;
    State state =
        silent || !connected.test(id)
            ? State.UNREACHABLE
            : told.map(status -> stateOf(status.mode())).orElse(State.STARTING);
    return replica(
        id,
        connected.test(id),
        state,
        told.map(status -> status.view().number()).orElse(0L),
        told.map(status -> status.executed().value()).orElse(0L),
        told.map(status -> status.stable().sequence().value()).orElse(0L),
        seen == null ? OptionalLong.empty() : OptionalLong.of(seen),
        told.map(Status::suspects).orElse(false),
        OptionalLong.empty());
  }

  private ReplicaStatus replica(
      ReplicaId id,
      boolean reached,
      State state,
      long view,
      long executed,
      long stable,
      OptionalLong seen,
      boolean suspects,
      OptionalLong votesFrom) {
    Validator validator = genesis.validators().get(id.index());
    return new ReplicaStatus(
        id.index(),
        validator.name(),
        validator.address(),
        validator.endpoint().toString(),
        reached,
        state,
        view,
        executed,
        stable,
        seen,
        suspects,
        votesFrom);
  }

  private static State stateOf(Status.Mode mode) {
    return switch (mode) {
      case ACTIVE -> State.NORMAL;
      case CHANGING -> State.CHANGING_VIEW;
      case ABSTAINING -> State.FOLLOWING;
    };
  }

  @Override
  public List<Evidence> evidence() {
    return evidence.list().stream().map(kept -> EvidenceText.of(kept, codec)).toList();
  }
}
