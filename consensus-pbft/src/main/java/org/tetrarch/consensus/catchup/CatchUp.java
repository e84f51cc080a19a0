package org.tetrarch.consensus.catchup;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tetrarch.consensus.checkpoint.Checkpoints;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaState;
import org.tetrarch.consensus.state.Slot;
import org.tetrarch.consensus.viewchange.ViewChanges;

/**
 * Tells the others where this replica stands, sends again what a peer that does not move seems to
 * miss, and fetches blocks when the quorum is ahead. Castro's thesis, §5.2; the network may lose
 * any message, so whatever matters is said until it is answered.
 */
public final class CatchUp {
  private final ReplicaState state;
  private final ViewChanges viewChanges;
  private final Checkpoints checkpoints;
  private final TreeMap<ReplicaId, Status> peers = new TreeMap<>();
  private SequenceNumber executedAtLastTick = SequenceNumber.GENESIS;
  private int turn;

  public CatchUp(ReplicaState state, ViewChanges viewChanges, Checkpoints checkpoints) {
    this.state = state;
    this.viewChanges = viewChanges;
    this.checkpoints = checkpoints;
  }

  /** Every status period. */
  public void onTick(boolean suspects) {
    tellStatus(suspects);
    if (!state.active()) {
      state
          .ownViewChange()
          .ifPresent(own -> state.emit(new Output.Broadcast(new Envelope.Statement(own))));
    }
    viewChanges.fetchMissingBodies();
    if (state.executed().equals(executedAtLastTick)) {
      fetchIfBehind();
    }
    executedAtLastTick = state.executed();
    state.emit(new Output.StartTimer(TimerId.STATUS, state.config().timeouts().status()));
  }

  public void tellStatus(boolean suspects) {
    Status status =
        new Status(
            state.view(), state.mode(), state.executed(), state.stable(), suspects, state.self());
    state.emit(new Output.Broadcast(new Envelope.Statement(state.sign(status))));
  }

  /** Asks for the blocks up to the highest certificate known, another replica each time. */
  public void fetchIfBehind() {
    Optional<StableCheckpoint> ahead = checkpoints.ahead();
    if (ahead.isPresent()) {
      List<ReplicaId> holders =
          ahead.get().proof().stream()
              .map(vote -> vote.message().replica())
              .filter(replica -> !replica.equals(state.self()))
              .toList();
      if (!holders.isEmpty()) {
        ReplicaId from = holders.get(Math.floorMod(turn++, holders.size()));
        state.emit(new Output.FetchState(ahead.get(), from));
      }
    }
  }

  /** Answers a peer that has not moved since it last told where it stands. */
  public void onStatus(Status status) {
    Status previous = peers.put(status.replica(), status);
    if (status.mode() == Status.Mode.ABSTAINING) {
      remind(status);
    }
    if (previous == null || !samePosition(previous, status) || !state.active()) {
      return;
    }
    boolean behindInView =
        state.view().isAfter(status.view())
            || (state.view().equals(status.view()) && status.mode() == Status.Mode.CHANGING);
    if (behindInView) {
      state.newView().ifPresent(newView -> send(status.replica(), new Envelope.Statement(newView)));
    } else if (status.view().equals(state.view())) {
      sendSlots(status);
    }
    checkpoints.own().stream()
        .filter(own -> own.message().sequence().isAfter(status.stable().sequence()))
        .forEach(own -> send(status.replica(), new Envelope.Statement(own)));
  }

  /** Shows a replica that does not vote what it has said itself, in case it does not know. */
  private void remind(Status status) {
    ReplicaId replica = status.replica();
    state
        .newView()
        .filter(newView -> newView.message().replica().equals(replica))
        .ifPresent(newView -> send(replica, new Envelope.Statement(newView)));
    for (Slot slot : state.slots().tailMap(status.executed(), false).values()) {
      slot.votesOf(replica).forEach(vote -> send(replica, new Envelope.Statement(vote)));
    }
  }

  private static boolean samePosition(Status a, Status b) {
    return a.view().equals(b.view())
        && a.mode() == b.mode()
        && a.executed().equals(b.executed())
        && a.stable().sequence().equals(b.stable().sequence());
  }

  private void sendSlots(Status status) {
    for (Slot slot : state.slots().tailMap(status.executed(), false).values()) {
      tell(slot, Optional.of(status.replica()));
    }
  }

  /** After a restart: says again to all what the log shows was said in this view. */
  public void repeatVotes() {
    if (state.active() && state.mayVote()) {
      for (Slot slot : state.slots().values()) {
        tell(slot, Optional.empty());
      }
    }
  }

  private void tell(Slot slot, Optional<ReplicaId> to) {
    if (state.isPrimary() && slot.accepted().isPresent() && slot.batch().isPresent()) {
      say(to, new Envelope.Proposal(slot.accepted().get(), slot.batch().get()));
    }
    Optional.ofNullable(slot.prepares().get(state.self()))
        .ifPresent(own -> say(to, new Envelope.Statement(own)));
    Optional.ofNullable(slot.commits().get(state.self()))
        .ifPresent(own -> say(to, new Envelope.Statement(own)));
  }

  private void say(Optional<ReplicaId> to, Envelope envelope) {
    to.ifPresentOrElse(
        replica -> send(replica, envelope), () -> state.emit(new Output.Broadcast(envelope)));
  }

  private void send(ReplicaId to, Envelope envelope) {
    state.emit(new Output.Send(to, envelope));
  }

  /** What each peer last said of itself. */
  public List<Status> peers() {
    return List.copyOf(peers.values());
  }
}
