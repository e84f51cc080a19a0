package org.tetrarch.consensus.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;

/**
 * What the parts of the replica share: position, slots, and the way out. The rules are in the
 * parts; here is only what they must agree on.
 */
public final class ReplicaState {
  /** INV-11: evidence kept per replica; one piece is enough, a few show the pattern. */
  public static final int MAX_EVIDENCE_PER_REPLICA = 16;

  private final ReplicaConfig config;
  private final Signer signer;
  private final Outbox outbox = new Outbox();
  private final VoteBook votes = new VoteBook();
  private final TreeMap<SequenceNumber, Slot> slots = new TreeMap<>();
  private final Map<Digest, Held> bodies = new HashMap<>();
  private final TreeMap<SequenceNumber, Digest> states = new TreeMap<>();
  private final Map<ReplicaId, Set<String>> evidence = new HashMap<>();
  private View view = View.FIRST;
  private boolean active = true;
  private SequenceNumber viewBase = SequenceNumber.GENESIS;
  private @Nullable Signed<NewView> newView;
  private @Nullable Signed<ViewChange> ownViewChange;
  private StableCheckpoint stable;
  private SequenceNumber dispatched;
  private OptionalLong voteFloor = OptionalLong.empty();
  private @Nullable SequenceNumber logLost;
  private boolean halted;

  /** A batch, and the highest sequence number at which it was accepted here. */
  private record Held(Batch batch, SequenceNumber sequence) {
    Held atLeast(Held other) {
      return other.sequence.isAfter(sequence) ? other : this;
    }
  }

  public ReplicaState(
      ReplicaConfig config,
      Signer signer,
      StableCheckpoint stable,
      Map<SequenceNumber, Digest> states) {
    this.config = config;
    this.signer = signer;
    this.stable = stable;
    this.states.putAll(states);
    this.dispatched = this.states.lastKey();
  }

  public ReplicaConfig config() {
    return config;
  }

  public ReplicaSet replicas() {
    return config.replicas();
  }

  public ReplicaId self() {
    return config.self();
  }

  public Outbox outbox() {
    return outbox;
  }

  public void emit(Output output) {
    outbox.emit(output);
  }

  // --- views

  /** The view this replica is in, or has asked for. */
  public View view() {
    return view;
  }

  /** Whether it takes part in {@link #view()}; otherwise it waits for NEW-VIEW. */
  public boolean active() {
    return active;
  }

  public ReplicaId primary() {
    return replicas().primary(view);
  }

  public boolean isPrimary() {
    return primary().equals(self());
  }

  /** The NEW-VIEW that opened the last view it took part in; empty for view 0. */
  public Optional<Signed<NewView>> newView() {
    return Optional.ofNullable(newView);
  }

  /** The VIEW-CHANGE it has sent for {@link #view()} or, when active, for an earlier one. */
  public Optional<Signed<ViewChange>> ownViewChange() {
    return Optional.ofNullable(ownViewChange);
  }

  public void leaveFor(Signed<ViewChange> viewChange) {
    view = viewChange.message().view();
    active = false;
    ownViewChange = viewChange;
    slots.values().forEach(Slot::leaveView);
  }

  /**
   * Takes part in a new view from now on.
   *
   * @param base the stable checkpoint that the view begins at: nothing at or below it is assigned
   *     in the view
   */
  public void enter(Signed<NewView> entered, SequenceNumber base) {
    view = entered.message().view();
    active = true;
    newView = entered;
    viewBase = base;
    slots.values().forEach(Slot::leaveView);
  }

  // --- positions

  public StableCheckpoint stable() {
    return stable;
  }

  /** Up to here blocks are on disk. */
  public SequenceNumber executed() {
    return states.lastKey();
  }

  /** Up to here batches were handed over for execution. */
  public SequenceNumber dispatched() {
    return dispatched;
  }

  public void dispatch(Slot slot, Digest digest) {
    slot.decide(digest);
    dispatched = slot.sequence();
    emit(new Output.Execute(new Output.Ordered(slot.sequence(), slot.batch())));
  }

  /** The state digest after a sequence number, if this replica has it and it is not long past. */
  public Optional<Digest> stateAt(SequenceNumber sequence) {
    return Optional.ofNullable(states.get(sequence));
  }

  public void executed(SequenceNumber sequence, Digest state) {
    states.put(sequence, state);
    if (sequence.isAfter(dispatched)) {
      dispatched = sequence;
    }
  }

  /** Moves the low watermark and forgets what lies below it. */
  public void advanceTo(StableCheckpoint checkpoint) {
    stable = checkpoint;
    SequenceNumber low = checkpoint.sequence();
    slots.headMap(low, true).clear();
    states.headMap(low, false).clear();
    votes.forgetUpTo(low);
    bodies.values().removeIf(held -> !held.sequence().isAfter(low));
  }

  /** PBFT §4.2: h < n ≤ h + L. */
  public boolean inWindow(SequenceNumber sequence) {
    return sequence.isAfter(stable.sequence())
        && !sequence.isAfter(stable.sequence().plus(config.window()));
  }

  // --- slots

  /** The slot of a sequence number inside the window. */
  public Slot slot(SequenceNumber sequence) {
    return slots.computeIfAbsent(sequence, Slot::new);
  }

  public NavigableMap<SequenceNumber, Slot> slots() {
    return slots;
  }

  /** The lowest sequence number to which the current view may still assign a new batch. */
  public SequenceNumber firstOpen() {
    SequenceNumber next = latest(latest(stable.sequence(), dispatched), viewBase).next();
    Slot slot = slots.get(next);
    while (slot != null && slot.accepted().isPresent()) {
      next = next.next();
      slot = slots.get(next);
    }
    return next;
  }

  /** Whether all that comes before {@link #firstOpen()} is known, so that it can be built upon. */
  public boolean knowsAllBeforeFirstOpen() {
    return !viewBase.isAfter(dispatched);
  }

  /** The batches between the executed state and a sequence number, in order. */
  public List<Output.Ordered> between(SequenceNumber from, SequenceNumber to) {
    List<Output.Ordered> result = new ArrayList<>();
    for (SequenceNumber s = from.next(); to.isAfter(s); s = s.next()) {
      Slot slot = slots.get(s);
      result.add(new Output.Ordered(s, slot == null ? Optional.empty() : bodyOf(slot)));
    }
    return result;
  }

  private Optional<Batch> bodyOf(Slot slot) {
    return slot.batch().or(() -> slot.decided().flatMap(this::body));
  }

  /**
   * Keeps a batch that this replica votes for until the sequence number is stable, whatever becomes
   * of the view. Another replica may hold the certificate that it is prepared, with this replica's
   * PREPARE in it, and a later view that takes it over must find the body with whoever prepared it.
   */
  public void keepBody(Batch batch, SequenceNumber sequence) {
    bodies.merge(batch.digest(), new Held(batch, sequence), Held::atLeast);
  }

  public Optional<Batch> body(Digest digest) {
    return Optional.ofNullable(bodies.get(digest)).map(Held::batch);
  }

  /** How many batches are kept. */
  public int bodies() {
    return bodies.size();
  }

  private static SequenceNumber latest(SequenceNumber a, SequenceNumber b) {
    return a.isAfter(b) ? a : b;
  }

  // --- speaking

  /** From which stable checkpoint on this replica votes; empty while it does not know yet. */
  public OptionalLong voteFloor() {
    return voteFloor;
  }

  public void voteFrom(SequenceNumber floor) {
    voteFloor = OptionalLong.of(floor.value());
  }

  /** The highest sequence number at which it has said something that its log does not show. */
  public Optional<SequenceNumber> logLost() {
    return Optional.ofNullable(logLost);
  }

  public void noteLogLost(SequenceNumber known) {
    logLost = logLost == null ? known : latest(logLost, known);
  }

  public boolean mayVote() {
    return !halted && voteFloor.isPresent() && stable.sequence().value() >= voteFloor.getAsLong();
  }

  public Status.Mode mode() {
    if (!mayVote()) {
      return Status.Mode.ABSTAINING;
    }
    return active ? Status.Mode.ACTIVE : Status.Mode.CHANGING;
  }

  /**
   * Signs a statement on a slot; empty, and halted, if it contradicts an earlier one (INV-6). Empty
   * as well once halted: the step that halts may have more to count.
   */
  public <M extends Message.Slotted> Optional<Signed<M>> vote(M message) {
    if (halted) {
      return Optional.empty();
    }
    Optional<Digest> contradicted = votes.note(message);
    if (contradicted.isPresent()) {
      halt("INV-6", "about to sign " + message + " after " + contradicted.get());
      return Optional.empty();
    }
    return Optional.of(signer.signed(message));
  }

  /** Whether this very vote was signed, as far as the log shows. */
  public boolean hasVoted(Message.Slotted message) {
    return votes.has(message);
  }

  /** A vote that the log shows was signed in an earlier life. */
  public void recall(Message.Slotted message) {
    votes.note(message);
  }

  /** How many votes of its own above the stable checkpoint it knows of. */
  public int ownVotes() {
    return votes.size();
  }

  /** In how many views it has signed those. */
  public int viewsVotedIn() {
    return votes.views();
  }

  public <M extends Message> Signed<M> sign(M message) {
    return signer.signed(message);
  }

  public boolean halted() {
    return halted;
  }

  public void halt(String invariant, String reason) {
    if (!halted) {
      halted = true;
      emit(new Output.Halt(invariant, reason));
    }
  }

  /** How many subjects there are on which somebody is proven to lie. */
  public int evidenceKept() {
    return evidence.values().stream().mapToInt(Set::size).sum();
  }

  /** Reports two statements that exclude each other; once for each subject, and not without end. */
  public void report(Signed<? extends Message> first, Signed<? extends Message> second) {
    Evidence found = new Evidence(first, second);
    Set<String> known = evidence.computeIfAbsent(found.culprit(), culprit -> new HashSet<>());
    if (known.size() < MAX_EVIDENCE_PER_REPLICA && known.add(found.subject())) {
      emit(new Output.Misbehaviour(found));
      // Any replica may pass a pre-prepare on, and two of them prove the lie to everybody.
      if (first.message() instanceof PrePrepare) {
        emit(new Output.Broadcast(new Envelope.Statement(first)));
        emit(new Output.Broadcast(new Envelope.Statement(second)));
      }
    }
  }
}
