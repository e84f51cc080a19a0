package org.tetrarch.consensus.normal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.state.ReplicaState;
import org.tetrarch.consensus.state.Slot;

/** PBFT §4.2: pre-prepare, prepare, commit, and execution in sequence order. */
public final class NormalCase {
  private final ReplicaState state;
  private Optional<Output.BatchWanted> wanted = Optional.empty();
  private List<Signed<PrePrepare>> assigned = List.of();

  public NormalCase(ReplicaState state) {
    this.state = state;
  }

  /** The primary assigns the next sequence number to a batch that was built for it. */
  public void propose(Input.BatchAvailable available) {
    boolean stillWanted =
        wanted
            .filter(
                want ->
                    want.view().equals(available.view())
                        && want.sequence().equals(available.sequence()))
            .isPresent();
    if (!stillWanted || !mayPropose()) {
      return;
    }
    Batch batch = available.batch();
    PrePrepare assignment =
        new PrePrepare(state.view(), available.sequence(), batch.digest(), state.self());
    Optional<Signed<PrePrepare>> signed = state.vote(assignment);
    if (signed.isPresent()) {
      Slot slot = state.slot(available.sequence());
      state.keepBody(batch, available.sequence());
      slot.accept(signed.get(), batch);
      state.outbox().persist(new LogRecord.PrePrepareAccepted(signed.get(), Optional.of(batch)));
      state.emit(new Output.Broadcast(new Envelope.Proposal(signed.get(), batch)));
      checkPrepared(slot);
    }
  }

  /** A pre-prepare with its body, from the primary or passed on by another replica. */
  public void onProposal(Signed<PrePrepare> prePrepare, Batch batch) {
    PrePrepare assignment = prePrepare.message();
    if (!concernsThisView(assignment) || state.isPrimary()) {
      return;
    }
    Slot slot = state.slot(assignment.sequence());
    if (slot.seen().isEmpty()) {
      slot.offer(prePrepare, batch);
      slot.prepares().values().forEach(prepare -> showDifference(slot, prepare.message()));
    } else {
      onBody(batch);
    }
  }

  private boolean concernsThisView(PrePrepare assignment) {
    return state.active()
        && assignment.view().equals(state.view())
        && state.inWindow(assignment.sequence());
  }

  /**
   * The embedder's word on a batch: prepare it, or refuse it for this view. An answer that nobody
   * waits for any more says nothing of the primary.
   *
   * @return whether the batch is refused
   */
  public boolean onValidated(Input.BatchValidated validated) {
    if (!state.active() || !validated.view().equals(state.view())) {
      return false;
    }
    Slot slot = state.slots().get(validated.sequence());
    if (slot == null || !slot.validating()) {
      return false;
    }
    Signed<PrePrepare> offered = slot.offered().orElseThrow();
    if (!offered.message().digest().equals(validated.digest())) {
      return false;
    }
    if (validated.objection().isPresent()) {
      slot.refuse();
      return true;
    }
    accept(slot, offered, slot.offeredBatch());
    return false;
  }

  /**
   * A view begins with these assignments of its NEW-VIEW. Each is taken over as soon as it is
   * inside the window, which for a replica that is behind may be long after it enters.
   */
  public void begin(List<Signed<PrePrepare>> assignments) {
    assigned = List.copyOf(assignments);
  }

  // Not before this replica votes: what it set aside until then would be taken for an offer of the
  // new primary, and judged again as one.
  private void adoptAssigned() {
    if (!state.active() || !state.mayVote() || assigned.isEmpty()) {
      return;
    }
    List<Signed<PrePrepare>> beyondWindow = new ArrayList<>();
    for (Signed<PrePrepare> assignment : assigned) {
      SequenceNumber sequence = assignment.message().sequence();
      if (state.inWindow(sequence)) {
        adopt(assignment);
      } else if (sequence.isAfter(state.stable().sequence())) {
        beyondWindow.add(assignment);
      }
    }
    assigned = beyondWindow;
  }

  // What a NEW-VIEW assigns was prepared before or is a null request, so it needs no validation;
  // but the body must be here before it is voted on.
  private void adopt(Signed<PrePrepare> prePrepare) {
    PrePrepare assignment = prePrepare.message();
    Slot slot = state.slot(assignment.sequence());
    if (slot.accepted().isPresent()) {
      return;
    }
    if (slot.decided().filter(digest -> !digest.equals(assignment.digest())).isPresent()) {
      state.halt("INV-1", assignment + " contradicts executed " + slot.decided().get());
      return;
    }
    Optional<Batch> body =
        state
            .body(assignment.digest())
            .or(
                () ->
                    slot.offeredBatch()
                        .filter(offered -> offered.digest().equals(assignment.digest())));
    if (assignment.digest().isNullRequest() || body.isPresent()) {
      accept(slot, prePrepare, body);
    } else {
      slot.offer(prePrepare, null);
    }
  }

  /** The body of an assignment that a NEW-VIEW took over has arrived. */
  public void onBody(Batch batch) {
    for (Slot slot : List.copyOf(state.slots().values())) {
      Optional<Signed<PrePrepare>> offered = slot.offered();
      boolean awaited =
          offered.isPresent()
              && slot.offeredBatch().isEmpty()
              && offered.get().message().digest().equals(batch.digest());
      if (awaited) {
        accept(slot, offered.get(), Optional.of(batch));
      }
    }
  }

  private void accept(Slot slot, Signed<PrePrepare> prePrepare, Optional<Batch> body) {
    PrePrepare assignment = prePrepare.message();
    if (!state.mayVote()) {
      slot.offer(prePrepare, body.orElse(null));
      return;
    }
    body.ifPresent(batch -> state.keepBody(batch, assignment.sequence()));
    slot.accept(prePrepare, body.orElse(null));
    state.outbox().persist(new LogRecord.PrePrepareAccepted(prePrepare, body));
    if (!state.isPrimary()) {
      Prepare prepare =
          new Prepare(assignment.view(), assignment.sequence(), assignment.digest(), state.self());
      state
          .vote(prepare)
          .ifPresent(
              signed -> {
                slot.prepares().put(state.self(), signed);
                state.emit(new Output.Broadcast(new Envelope.Statement(signed)));
              });
    }
    checkPrepared(slot);
    checkCommitted(slot);
  }

  /** A backup's vote for the current view; the caller has checked view and window. */
  public void onPrepare(Signed<Prepare> prepare) {
    Slot slot = state.slot(prepare.message().sequence());
    // Distinct members: a second vote of one replica is a duplicate or evidence, never a vote.
    Signed<Prepare> earlier = slot.prepares().putIfAbsent(prepare.message().replica(), prepare);
    if (earlier != null) {
      if (!earlier.message().equals(prepare.message())) {
        state.report(earlier, prepare);
      }
      return;
    }
    showDifference(slot, prepare.message());
    checkPrepared(slot);
    checkCommitted(slot);
  }

  /** To a replica that voted for another digest goes our pre-prepare, so that it can prove it. */
  private void showDifference(Slot slot, Prepare theirs) {
    Optional<Signed<PrePrepare>> ours = slot.seen();
    if (ours.isPresent() && !ours.get().message().digest().equals(theirs.digest())) {
      state.emit(new Output.Send(theirs.replica(), new Envelope.Statement(ours.get())));
    }
  }

  /** A vote for the current view; the caller has checked view and window. */
  public void onCommit(Signed<Commit> commit) {
    Slot slot = state.slot(commit.message().sequence());
    Signed<Commit> earlier = slot.commits().putIfAbsent(commit.message().replica(), commit);
    if (earlier != null) {
      if (!earlier.message().equals(commit.message())) {
        state.report(earlier, commit);
      }
      return;
    }
    checkCommitted(slot);
  }

  /** prepared(m, v, n, i): the pre-prepare and q−1 matching prepares of distinct backups. */
  private void checkPrepared(Slot slot) {
    if (slot.accepted().isEmpty() || slot.preparedInView()) {
      return;
    }
    Signed<PrePrepare> accepted = slot.accepted().get();
    Digest digest = accepted.message().digest();
    int needed = state.replicas().quorum() - 1;
    List<Signed<Prepare>> matching =
        slot.prepares().values().stream()
            .filter(prepare -> prepare.message().digest().equals(digest))
            .limit(needed)
            .toList();
    if (matching.size() < needed) {
      return;
    }
    PreparedCertificate certificate = new PreparedCertificate(accepted, matching);
    PrePrepare m = accepted.message();
    Optional<Signed<Commit>> commit =
        state.vote(new Commit(m.view(), m.sequence(), digest, state.self()));
    if (commit.isPresent()) {
      slot.prepare(certificate);
      state.outbox().persist(new LogRecord.Prepared(certificate));
      slot.commits().put(state.self(), commit.get());
      state.emit(new Output.Broadcast(new Envelope.Statement(commit.get())));
      checkCommitted(slot);
    }
  }

  /** committed-local(m, v, n, i): prepared, and q matching commits of distinct replicas. */
  private void checkCommitted(Slot slot) {
    if (slot.committed() || !slot.preparedInView()) {
      return;
    }
    Digest digest = slot.acceptedDigest().orElseThrow();
    long matching =
        slot.commits().values().stream()
            .filter(commit -> commit.message().digest().equals(digest))
            .count();
    if (matching >= state.replicas().quorum()) {
      slot.commit();
    }
  }

  /** Counts again, after a restart, what the log holds. */
  public void restore() {
    for (Slot slot : List.copyOf(state.slots().values())) {
      checkPrepared(slot);
      checkCommitted(slot);
    }
  }

  /** Does whatever the state now allows: execute, validate the next offer, ask for a batch. */
  public void advance() {
    adoptAssigned();
    executeCommitted();
    validateNext();
    wantBatch();
  }

  private void executeCommitted() {
    SequenceNumber next = state.dispatched().next();
    Slot slot = state.slots().get(next);
    while (slot != null && slot.committed()) {
      state.dispatch(slot, slot.acceptedDigest().orElseThrow());
      next = next.next();
      slot = state.slots().get(next);
    }
  }

  // Deviation: a backup accepts pre-prepares in sequence order, where PBFT §4.2 takes any in the
  // window. So each batch is checked on the state that it will be executed on, and a primary
  // cannot leave holes. Safe, since it only makes a correct backup wait.
  private void validateNext() {
    if (!state.active() || !state.mayVote() || !state.knowsAllBeforeFirstOpen()) {
      return;
    }
    SequenceNumber next = state.firstOpen();
    Slot slot = state.slots().get(next);
    if (slot == null || slot.validating() || slot.refused()) {
      return;
    }
    Optional<Signed<PrePrepare>> offered = slot.offered();
    if (offered.isEmpty()) {
      return;
    }
    if (offered.get().message().digest().isNullRequest()) {
      accept(slot, offered.get(), Optional.empty());
    } else if (slot.offeredBatch().isPresent()) {
      slot.beginValidation();
      state.emit(
          new Output.Validate(
              state.view(),
              next,
              slot.offeredBatch().get(),
              state.between(state.executed(), next)));
    }
  }

  private boolean mayPropose() {
    return state.active()
        && state.mayVote()
        && state.isPrimary()
        && state.knowsAllBeforeFirstOpen()
        && state.inWindow(state.firstOpen())
        && inFlight() < state.config().maxInFlight();
  }

  /** How many slots have a batch that is not committed here yet. */
  private int inFlight() {
    return (int) (state.firstOpen().value() - 1 - state.dispatched().value());
  }

  private void wantBatch() {
    if (!mayPropose() || awaitsBody()) {
      if (wanted.isPresent()) {
        wanted = Optional.empty();
        state.emit(new Output.NoBatchWanted());
      }
      return;
    }
    SequenceNumber next = state.firstOpen();
    Output.BatchWanted want =
        new Output.BatchWanted(
            state.view(), next, state.between(state.executed(), next), inFlight());
    boolean same =
        wanted
            .filter(
                old ->
                    old.view().equals(want.view())
                        && old.sequence().equals(want.sequence())
                        && old.inFlight() == want.inFlight())
            .isPresent();
    if (!same) {
      wanted = Optional.of(want);
      state.emit(want);
    }
  }

  /** An assignment taken over from the last view has no body yet: nothing can be built upon it. */
  private boolean awaitsBody() {
    Slot slot = state.slots().get(state.firstOpen());
    return slot != null && slot.offered().isPresent();
  }
}
