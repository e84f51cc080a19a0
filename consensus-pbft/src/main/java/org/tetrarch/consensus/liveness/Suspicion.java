package org.tetrarch.consensus.liveness;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaConfig.Timeouts;
import org.tetrarch.consensus.state.ReplicaState;
import org.tetrarch.consensus.state.Slot;
import org.tetrarch.consensus.viewchange.ViewChanges;

/**
 * PBFT §4.4 "liveness": when this replica wants its primary replaced, and when enough do.
 *
 * <p>Deviation: a replica whose timer fires does not leave the view at once. It says in its {@link
 * Status} that it suspects the primary, and leaves when f+1 replicas, one of them correct, suspect
 * or have left (Zyzzyva's I-HATE-THE-PRIMARY, SOSP'07 §3.3). Without this, a replica with a bad
 * line to the primary leaves alone, cannot come back before the others follow, and is one fault
 * spent. Liveness is kept: a request is known to all correct replicas, so each of them suspects a
 * primary that does not serve it.
 */
public final class Suspicion {
  /** Unheard periods before the primary is suspected, once it has been heard at all. */
  static final int SILENT_PERIODS = 2;

  /** The same while the primary has not been heard since this replica started: all may start. */
  static final int SILENT_PERIODS_AT_START = 12;

  /** A peer's suspicion counts for as many of our status periods after its last word. */
  static final int SUSPICION_LASTS = 8;

  private final ReplicaState state;
  private final ViewChanges viewChanges;
  private final EnumSet<Cause> causes = EnumSet.noneOf(Cause.class);
  private final Map<ReplicaId, Long> suspectedBy = new TreeMap<>();
  private final Set<ReplicaId> heard = new HashSet<>();
  private OptionalLong oldestRequest = OptionalLong.empty();
  private OptionalLong timedRequest = OptionalLong.empty();
  private @Nullable SequenceNumber timedSlot;
  private View judged = View.FIRST;
  private long period;
  private int silentPeriods;
  private boolean primaryHeard;
  private boolean silenceRuns;

  private enum Cause {
    REQUEST,
    SLOT,
    SILENCE,
    INVALID,
    PROVEN
  }

  public Suspicion(ReplicaState state, ViewChanges viewChanges) {
    this.state = state;
    this.viewChanges = viewChanges;
  }

  public boolean suspects() {
    return state.active() && !causes.isEmpty();
  }

  public void onRequestsWaiting(OptionalLong oldest) {
    oldestRequest = oldest;
  }

  /** A message that its signer sent itself. */
  public void onHeard(ReplicaId replica) {
    heard.add(replica);
    if (replica.equals(state.primary())) {
      primaryHeard = true;
      silentPeriods = 0;
      causes.remove(Cause.SILENCE);
    }
  }

  public void onStatus(Status status) {
    boolean sameView = status.view().equals(state.view());
    if (sameView && status.suspects() && state.active()) {
      suspectedBy.put(status.replica(), period);
    } else {
      suspectedBy.remove(status.replica());
    }
  }

  /** The primary has signed two assignments for one sequence number. */
  public void onProof() {
    causes.add(Cause.PROVEN);
  }

  public void onInvalidBatch() {
    causes.add(Cause.INVALID);
  }

  public void onTimer(TimerId timer) {
    switch (timer) {
      case REQUEST -> causes.add(Cause.REQUEST);
      case SLOT -> causes.add(Cause.SLOT);
      case SILENCE -> {
        silenceRuns = false;
        onSilentPeriod();
      }
      case STATUS -> {
        period++;
        suspectedBy.values().removeIf(at -> period - at > SUSPICION_LASTS);
      }
      case NEW_VIEW, JOIN -> {}
    }
  }

  private void onSilentPeriod() {
    // Without a quorum in hearing nothing can be done about the primary anyway.
    if (heard.size() + 1 < state.replicas().quorum()) {
      return;
    }
    silentPeriods++;
    if (silentPeriods >= (primaryHeard ? SILENT_PERIODS : SILENT_PERIODS_AT_START)) {
      causes.add(Cause.SILENCE);
    }
  }

  /** Sets the timers that the state calls for, and leaves the view if enough want it. */
  public void advance() {
    if (!judged.equals(state.view())) {
      judged = state.view();
      forgetView();
    }
    if (watches()) {
      watchRequest();
      watchSlot();
      watchSilence();
    } else {
      stopAll();
    }
    int enough = state.replicas().oneCorrect();
    int wanting = suspectedBy.size() + (suspects() ? 1 : 0) + newDemanders();
    // Where the VIEW-CHANGEs alone are enough, they also say which view to ask for.
    if (state.active() && wanting >= enough && viewChanges.demanders().size() < enough) {
      viewChanges.demand(state.view().next());
    }
  }

  private int newDemanders() {
    return (int) viewChanges.demanders().stream().filter(r -> !suspectedBy.containsKey(r)).count();
  }

  private boolean watches() {
    return state.active() && state.mayVote() && !state.isPrimary();
  }

  private void forgetView() {
    causes.clear();
    suspectedBy.clear();
    silentPeriods = 0;
    stopAll();
  }

  private long patience() {
    Timeouts timeouts = state.config().timeouts();
    return timeouts.grown(timeouts.request(), viewChanges.viewsWithoutProgress());
  }

  private void watchRequest() {
    if (oldestRequest.equals(timedRequest)) {
      return;
    }
    timedRequest = oldestRequest;
    causes.remove(Cause.REQUEST);
    state.emit(
        timedRequest.isPresent()
            ? new Output.StartTimer(TimerId.REQUEST, patience())
            : new Output.StopTimer(TimerId.REQUEST));
  }

  private void watchSlot() {
    SequenceNumber lowest =
        state.slots().values().stream()
            .filter(slot -> slot.seen().isPresent() && slot.sequence().isAfter(state.executed()))
            .map(Slot::sequence)
            .findFirst()
            .orElse(null);
    if (Objects.equals(lowest, timedSlot)) {
      return;
    }
    timedSlot = lowest;
    causes.remove(Cause.SLOT);
    causes.remove(Cause.INVALID);
    state.emit(
        lowest != null
            ? new Output.StartTimer(TimerId.SLOT, patience())
            : new Output.StopTimer(TimerId.SLOT));
  }

  private void watchSilence() {
    if (!silenceRuns) {
      silenceRuns = true;
      state.emit(
          new Output.StartTimer(
              TimerId.SILENCE, Math.max(1, state.config().timeouts().silence() / SILENT_PERIODS)));
    }
  }

  private void stopAll() {
    if (timedRequest.isPresent()) {
      timedRequest = OptionalLong.empty();
      state.emit(new Output.StopTimer(TimerId.REQUEST));
    }
    if (timedSlot != null) {
      timedSlot = null;
      state.emit(new Output.StopTimer(TimerId.SLOT));
    }
    if (silenceRuns) {
      silenceRuns = false;
      state.emit(new Output.StopTimer(TimerId.SILENCE));
    }
  }
}
