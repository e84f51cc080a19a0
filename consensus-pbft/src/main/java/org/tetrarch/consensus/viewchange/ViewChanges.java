package org.tetrarch.consensus.viewchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tetrarch.consensus.checkpoint.Checkpoints;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.normal.NormalCase;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaState;
import org.tetrarch.consensus.state.Slot;
import org.tetrarch.consensus.verify.NewViewPlan;

/** PBFT §4.4 and §4.5.2: leaving a view, and opening or entering the next. */
public final class ViewChanges {
  private final ReplicaState state;
  private final NormalCase normalCase;
  private final Checkpoints checkpoints;
  // INV-11: one VIEW-CHANGE a sender, the newest.
  private final TreeMap<ReplicaId, Signed<ViewChange>> received = new TreeMap<>();
  private int viewsWithoutProgress;
  private boolean timerRuns;

  public ViewChanges(ReplicaState state, NormalCase normalCase, Checkpoints checkpoints) {
    this.state = state;
    this.normalCase = normalCase;
    this.checkpoints = checkpoints;
  }

  /** Stops taking part in the current view and asks for {@code target}. */
  public void demand(View target) {
    if (!state.mayVote() || !target.isAfter(state.view())) {
      return;
    }
    List<PreparedCertificate> prepared =
        state.slots().values().stream().map(Slot::prepared).flatMap(Optional::stream).toList();
    Signed<ViewChange> own =
        state.sign(new ViewChange(target, state.stable(), prepared, state.self()));
    stopTimer();
    viewsWithoutProgress++;
    state.outbox().persist(new LogRecord.ViewAttempted(own));
    state.leaveFor(own);
    received.put(state.self(), own);
    state.emit(new Output.Broadcast(new Envelope.Statement(own)));
  }

  public void onViewChange(Signed<ViewChange> viewChange) {
    ReplicaId sender = viewChange.message().replica();
    Signed<ViewChange> earlier = received.get(sender);
    if (earlier != null && !viewChange.message().view().isAfter(earlier.message().view())) {
      return;
    }
    received.put(sender, viewChange);
    checkpoints.learn(viewChange.message().stable());
  }

  /** Does whatever the view changes at hand now allow. */
  public void advance() {
    joinOthers();
    onQuorum();
  }

  /** Who asks for a view above the current one, this replica not counted. */
  public List<ReplicaId> demanders() {
    List<ReplicaId> demanders = new ArrayList<>();
    for (Signed<ViewChange> signed : received.values()) {
      ViewChange demand = signed.message();
      if (demand.view().isAfter(state.view()) && !demand.replica().equals(state.self())) {
        demanders.add(demand.replica());
      }
    }
    return demanders;
  }

  /** PBFT §4.5.2: f+1 replicas ask for higher views, so a correct one does: join the smallest. */
  private void joinOthers() {
    if (demanders().size() < state.replicas().oneCorrect()) {
      return;
    }
    View smallest =
        received.values().stream()
            .map(signed -> signed.message().view())
            .filter(view -> view.isAfter(state.view()))
            .min(View::compareTo)
            .orElseThrow();
    demand(smallest);
  }

  private List<Signed<ViewChange>> forCurrentView() {
    return received.values().stream()
        .filter(signed -> signed.message().view().equals(state.view()))
        .toList();
  }

  /** At q VIEW-CHANGEs the new primary opens the view, and the others begin to wait for it. */
  private void onQuorum() {
    if (state.active() || !state.mayVote()) {
      return;
    }
    int quorum = state.replicas().quorum();
    List<Signed<ViewChange>> matching = forCurrentView();
    if (state.isPrimary() && matching.size() >= quorum) {
      open(matching.subList(0, quorum));
    } else if (!timerRuns && atOrBeyondCurrentView() >= quorum) {
      timerRuns = true;
      var timeouts = state.config().timeouts();
      state.emit(
          new Output.StartTimer(
              TimerId.NEW_VIEW, timeouts.grown(timeouts.newView(), viewsWithoutProgress - 1)));
    }
  }

  // Deviation: PBFT §4.5.2 waits for a quorum that asks for this very view. But who has given up on
  // it and asks for a later one wanted it too; without counting those, replicas that are spread
  // over two views, f+1 in neither the later, would wait for each other for ever. Safe, since a
  // timer decides nothing but when to ask for the next view.
  private long atOrBeyondCurrentView() {
    return received.values().stream()
        .filter(signed -> !state.view().isAfter(signed.message().view()))
        .count();
  }

  private void open(List<Signed<ViewChange>> quorum) {
    List<ViewChange> statements = quorum.stream().map(Signed::message).toList();
    List<Signed<PrePrepare>> assignments = new ArrayList<>();
    for (PrePrepare assignment :
        NewViewPlan.of(statements).prePrepares(state.view(), state.self())) {
      Optional<Signed<PrePrepare>> signed = state.vote(assignment);
      if (signed.isEmpty()) {
        return;
      }
      assignments.add(signed.get());
    }
    Signed<NewView> opened =
        state.sign(new NewView(state.view(), quorum, assignments, state.self()));
    enter(opened);
    state.emit(new Output.Broadcast(new Envelope.Statement(opened)));
  }

  public void onNewView(Signed<NewView> newView) {
    View view = newView.message().view();
    if (view.isAfter(state.view()) || (view.equals(state.view()) && !state.active())) {
      enter(newView);
      return;
    }
    Optional<Signed<NewView>> installed = state.newView();
    if (installed.isPresent()
        && installed.get().message().view().equals(view)
        && !installed.get().message().equals(newView.message())) {
      state.report(installed.get(), newView);
    }
  }

  private void enter(Signed<NewView> entered) {
    stopTimer();
    List<ViewChange> viewChanges =
        entered.message().viewChanges().stream().map(Signed::message).toList();
    NewViewPlan plan = NewViewPlan.of(viewChanges);
    state.outbox().persist(new LogRecord.ViewEntered(entered));
    state.enter(entered, plan.base().sequence());
    state.emit(new Output.ViewEntered(state.view(), state.primary()));
    checkpoints.learn(plan.base());
    normalCase.begin(entered.message().prePrepares());
    normalCase.advance();
    fetchMissingBodies();
  }

  /** Asks those who prepared an assignment for its body; again each time it is called. */
  public void fetchMissingBodies() {
    for (Slot slot : state.slots().values()) {
      if (slot.offered().isPresent() && slot.offeredBatch().isEmpty()) {
        Digest digest = slot.offered().get().message().digest();
        if (!digest.isNullRequest() && state.active()) {
          state.emit(new Output.FetchBatch(digest, holdersOf(digest)));
        }
      }
    }
  }

  private List<ReplicaId> holdersOf(Digest digest) {
    return state.newView().stream()
        .flatMap(newView -> newView.message().viewChanges().stream())
        .flatMap(viewChange -> viewChange.message().prepared().stream())
        .filter(certificate -> certificate.digest().equals(digest))
        .flatMap(certificate -> certificate.prepares().stream())
        .map(prepare -> prepare.message().replica())
        .filter(replica -> !replica.equals(state.self()))
        .distinct()
        .sorted()
        .toList();
  }

  /** NEW-VIEW did not come in time: ask for the next view, and wait longer. */
  public void onTimeout() {
    timerRuns = false;
    if (!state.active()) {
      demand(state.view().next());
    }
  }

  /** A block was executed: the next failure starts from the base timeout again. */
  public void onProgress() {
    if (state.active()) {
      viewsWithoutProgress = 0;
    }
  }

  public int viewsWithoutProgress() {
    return viewsWithoutProgress;
  }

  /** How many VIEW-CHANGEs are kept. */
  public int kept() {
    return received.size();
  }

  /** Takes back up a demand that the log shows was made before a restart. */
  public void restore() {
    state
        .ownViewChange()
        .filter(own -> own.message().view().equals(state.view()) && !state.active())
        .ifPresent(
            own -> {
              viewsWithoutProgress = 1;
              received.put(state.self(), own);
            });
  }

  private void stopTimer() {
    if (timerRuns) {
      timerRuns = false;
      state.emit(new Output.StopTimer(TimerId.NEW_VIEW));
    }
  }
}
