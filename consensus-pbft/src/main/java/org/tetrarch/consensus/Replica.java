package org.tetrarch.consensus;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.catchup.CatchUp;
import org.tetrarch.consensus.catchup.Joining;
import org.tetrarch.consensus.checkpoint.Checkpoints;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.liveness.Suspicion;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.normal.Assignments;
import org.tetrarch.consensus.normal.NormalCase;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.state.ReplicaState;
import org.tetrarch.consensus.state.Slot;
import org.tetrarch.consensus.viewchange.ViewChanges;

/**
 * One PBFT replica: {@link #step} is the whole protocol. Not thread-safe; one thread steps it.
 *
 * <p>The embedder carries the outputs out in order (see {@link Output}), and gives back as inputs
 * what they ask for. It checks messages with {@link org.tetrarch.consensus.verify.MessageVerifier}
 * before they become inputs.
 */
public final class Replica {
  private final ReplicaState state;
  private final EarlyVotes earlyVotes;
  private final Assignments assignments;
  private final NormalCase normalCase;
  private final Checkpoints checkpoints;
  private final ViewChanges viewChanges;
  private final Suspicion suspicion;
  private final Joining joining;
  private final CatchUp catchUp;

  /**
   * @param signer signs with the key of {@code config.self()}
   * @param recovered the log and the blocks of an earlier life
   */
  public Replica(ReplicaConfig config, Signer signer, RecoveredState recovered) {
    state = Recovery.restore(config, signer, recovered);
    earlyVotes = new EarlyVotes(state);
    assignments = new Assignments(state);
    normalCase = new NormalCase(state);
    checkpoints = new Checkpoints(state);
    viewChanges = new ViewChanges(state, normalCase, checkpoints);
    suspicion = new Suspicion(state, viewChanges);
    joining = new Joining(state, checkpoints);
    catchUp = new CatchUp(state, viewChanges, checkpoints);
    state.slots().values().forEach(slot -> slot.accepted().ifPresent(assignments::contradict));
  }

  /** Takes what happened, returns what to do. After a {@link Output.Halt} it does nothing more. */
  public List<Output> step(Input input) {
    if (state.halted()) {
      return List.of();
    }
    boolean suspectedBefore = suspicion.suspects();
    handle(input);
    for (Signed<? extends Message.Slotted> vote : earlyVotes.due()) {
      onVote(vote);
    }
    normalCase.advance();
    suspicion.advance();
    viewChanges.advance();
    // Leaving a view or executing changes what may be done next.
    normalCase.advance();
    if (!suspectedBefore && suspicion.suspects() && !state.halted()) {
      catchUp.tellStatus(true);
    }
    return state.outbox().drain();
  }

  private void handle(Input input) {
    switch (input) {
      case Input.Started started -> start();
      case Input.EnvelopeReceived(ReplicaId from, var envelope) -> receive(from, envelope.value());
      case Input.TimerFired(TimerId timer) -> onTimer(timer);
      case Input.BatchAvailable available -> normalCase.propose(available);
      case Input.BatchValidated validated -> {
        if (normalCase.onValidated(validated)) {
          suspicion.onInvalidBatch();
        }
      }
      case Input.BatchFetched(Batch batch) -> normalCase.onBody(batch);
      case Input.BlockExecuted(var sequence, Digest digest) -> {
        checkpoints.onExecuted(sequence, digest);
        viewChanges.onProgress();
      }
      case Input.BlocksImported(var checkpoint) -> {
        checkpoints.onImported(checkpoint.value());
        catchUp.fetchIfBehind();
      }
      case Input.RequestsWaiting(var oldest) -> suspicion.onRequestsWaiting(oldest);
    }
  }

  private void start() {
    joining.begin();
    checkpoints.restore();
    viewChanges.restore();
    if (state.active()) {
      // The crash may have come between entering the view and accepting all that it begins with.
      state.newView().ifPresent(newView -> normalCase.begin(newView.message().prePrepares()));
    }
    normalCase.restore();
    catchUp.repeatVotes();
    catchUp.onTick(false);
  }

  private void onTimer(TimerId timer) {
    suspicion.onTimer(timer);
    switch (timer) {
      case STATUS -> tick();
      case NEW_VIEW -> viewChanges.onTimeout();
      case JOIN -> joining.onTimer();
      case REQUEST, SLOT, SILENCE -> {}
    }
  }

  private void tick() {
    Optional<String> excess = footprint().excess(state.config());
    if (excess.isPresent()) {
      state.halt("INV-11", excess.get());
    } else {
      checkpoints.onTick();
      catchUp.onTick(suspicion.suspects());
    }
  }

  private void receive(ReplicaId from, Envelope envelope) {
    Message message = envelope.signed().message();
    if (from.equals(message.replica())) {
      suspicion.onHeard(from);
    }
    if (message.replica().equals(state.self())) {
      joining.onOwn(message);
    }
    switch (envelope) {
      case Envelope.Proposal(Signed<PrePrepare> signed, Batch batch) -> {
        onAssignment(signed);
        normalCase.onProposal(signed, batch);
      }
      case Envelope.Statement(Signed<? extends Message> signed) -> onStatement(signed);
    }
  }

  private void onAssignment(Signed<PrePrepare> signed) {
    if (signed.message().replica().equals(state.self())) {
      // Nobody accuses itself: if it does not remember, it has lost its log, and Joining knows
      // that.
      return;
    }
    if (assignments.contradict(signed) && signed.message().view().equals(state.view())) {
      suspicion.onProof();
    }
  }

  private void onStatement(Signed<? extends Message> signed) {
    switch (signed.message()) {
      case PrePrepare m -> onAssignment(new Signed<>(m, signed.signature()));
      case Prepare m -> onVote(new Signed<>(m, signed.signature()));
      case Commit m -> onVote(new Signed<>(m, signed.signature()));
      case Checkpoint m -> checkpoints.onCheckpoint(new Signed<>(m, signed.signature()));
      case ViewChange m -> viewChanges.onViewChange(new Signed<>(m, signed.signature()));
      case NewView m -> viewChanges.onNewView(new Signed<>(m, signed.signature()));
      case Status m -> {
        checkpoints.learn(m.stable());
        suspicion.onStatus(m);
        joining.onStatus(m);
        catchUp.onStatus(m);
      }
    }
  }

  private void onVote(Signed<? extends Message.Slotted> vote) {
    Message.Slotted message = vote.message();
    if (message.replica().equals(state.self())) {
      // It counts its own votes as it signs them; what it has lost it cannot vouch for any more.
      return;
    }
    boolean current = state.active() && message.view().equals(state.view());
    if (!current) {
      earlyVotes.keep(vote);
    } else if (state.inWindow(message.sequence())) {
      switch (message) {
        case Prepare m -> normalCase.onPrepare(new Signed<>(m, vote.signature()));
        case Commit m -> normalCase.onCommit(new Signed<>(m, vote.signature()));
        case PrePrepare m -> {}
      }
    }
  }

  public ReplicaStatus status() {
    return new ReplicaStatus(
        state.view(),
        state.primary(),
        state.mode(),
        state.executed(),
        state.stable(),
        suspicion.suspects(),
        state.halted(),
        state.voteFloor().orElse(-1),
        catchUp.peers());
  }

  /** INV-11: how much this replica keeps. */
  public Footprint footprint() {
    return new Footprint(
        state.slots().size(),
        slotVotes(),
        earlyVotes.kept(),
        checkpoints.kept(),
        viewChanges.kept(),
        state.bodies(),
        state.ownVotes(),
        state.viewsVotedIn(),
        assignments.kept(),
        state.evidenceKept());
  }

  private int slotVotes() {
    int votes = 0;
    for (Slot slot : state.slots().values()) {
      votes += slot.prepares().size() + slot.commits().size();
    }
    return votes;
  }

  /** A batch above the stable checkpoint that this replica holds, for a peer that lacks it. */
  public Optional<Batch> body(Digest digest) {
    return state.body(digest);
  }
}
