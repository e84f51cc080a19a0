package org.tetrarch.consensus.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaState;

/** PBFT §4.3: checkpoints, their certificates, and the low watermark that follows them. */
public final class Checkpoints {
  private final ReplicaState state;
  private final TreeMap<SequenceNumber, TreeMap<ReplicaId, Signed<Checkpoint>>> votes =
      new TreeMap<>();
  private @Nullable StableCheckpoint ahead;
  private SequenceNumber executedAtLastTick = SequenceNumber.GENESIS;

  public Checkpoints(ReplicaState state) {
    this.state = state;
  }

  /** A block is on disk: say so if a checkpoint is due. */
  public void onExecuted(SequenceNumber sequence, Digest digest) {
    if (!sequence.isAfter(state.executed())) {
      return;
    }
    if (!sequence.equals(state.executed().next())) {
      state.halt("INV-9", "executed " + sequence + " right after " + state.executed());
      return;
    }
    state.executed(sequence, digest);
    if (isDue(sequence)) {
      announce(sequence, digest);
      adoptIfQuorum(sequence);
    }
    if (ahead != null) {
      learn(ahead);
    }
  }

  /**
   * Every status period: when nothing was executed since the last one, what lies above the last
   * checkpoint gets one too.
   */
  // Deviation: PBFT §4.3 has checkpoints at multiples of the interval alone. When no request comes
  // any more, the blocks after the last multiple would stay without a certificate for ever, though
  // executed. Safe, since the statement is as true there as elsewhere, and all that relies on
  // stable checkpoints takes them at any sequence number.
  public void onTick() {
    SequenceNumber executed = state.executed();
    boolean quiet = executed.equals(executedAtLastTick);
    executedAtLastTick = executed;
    if (quiet && executed.isAfter(state.stable().sequence()) && !hasAnnounced(executed)) {
      announce(executed, state.stateAt(executed).orElseThrow());
      adoptIfQuorum(executed);
    }
  }

  private boolean hasAnnounced(SequenceNumber sequence) {
    return tally(sequence).containsKey(state.self());
  }

  private boolean isDue(SequenceNumber sequence) {
    return sequence.value() % state.config().checkpointInterval() == 0;
  }

  private void announce(SequenceNumber sequence, Digest digest) {
    if (state.mayVote()) {
      Signed<Checkpoint> own = state.sign(new Checkpoint(sequence, digest, state.self()));
      tally(sequence).put(state.self(), own);
      state.emit(new Output.Broadcast(new Envelope.Statement(own)));
    }
  }

  /** What this replica has said above its stable checkpoint, for telling it again. */
  public List<Signed<Checkpoint>> own() {
    return votes.values().stream()
        .map(tally -> Optional.ofNullable(tally.get(state.self())))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Signs anew what the blocks above the stable checkpoint say, after a restart. */
  public void restore() {
    SequenceNumber last = state.executed();
    for (SequenceNumber s = state.stable().sequence().next(); !s.isAfter(last); s = s.next()) {
      if (isDue(s)) {
        announce(s, state.stateAt(s).orElseThrow());
        adoptIfQuorum(s);
      }
    }
  }

  public void onCheckpoint(Signed<Checkpoint> checkpoint) {
    SequenceNumber sequence = checkpoint.message().sequence();
    if (!state.inWindow(sequence)) {
      return;
    }
    Signed<Checkpoint> earlier =
        tally(sequence).putIfAbsent(checkpoint.message().replica(), checkpoint);
    if (earlier == null) {
      adoptIfQuorum(sequence);
    } else if (!earlier.message().equals(checkpoint.message())) {
      state.report(earlier, checkpoint);
    }
  }

  private TreeMap<ReplicaId, Signed<Checkpoint>> tally(SequenceNumber sequence) {
    return votes.computeIfAbsent(sequence, s -> new TreeMap<>());
  }

  private void adoptIfQuorum(SequenceNumber sequence) {
    int quorum = state.replicas().quorum();
    TreeMap<Digest, Integer> counts = new TreeMap<>();
    for (Signed<Checkpoint> vote : tally(sequence).values()) {
      Digest digest = vote.message().state();
      if (counts.merge(digest, 1, Integer::sum) == quorum) {
        List<Signed<Checkpoint>> proof =
            tally(sequence).values().stream()
                .filter(v -> v.message().state().equals(digest))
                .limit(quorum)
                .toList();
        learn(new StableCheckpoint(sequence, digest, proof));
        return;
      }
    }
  }

  /** A certificate, from votes counted here or proven by a peer. */
  public void learn(StableCheckpoint certificate) {
    if (!certificate.sequence().isAfter(state.stable().sequence())) {
      return;
    }
    if (certificate.sequence().isAfter(state.executed())) {
      if (ahead == null || certificate.sequence().isAfter(ahead.sequence())) {
        ahead = certificate;
      }
      return;
    }
    Digest own = state.stateAt(certificate.sequence()).orElseThrow();
    if (!own.equals(certificate.state())) {
      state.halt(
          "INV-8",
          "own state after "
              + certificate.sequence()
              + " is "
              + own
              + ", a quorum has certified "
              + certificate.state());
      return;
    }
    makeStable(certificate);
  }

  private void makeStable(StableCheckpoint certificate) {
    state.outbox().persist(new LogRecord.CheckpointStable(certificate));
    state.advanceTo(certificate);
    votes.headMap(certificate.sequence(), true).clear();
    if (ahead != null && !ahead.sequence().isAfter(certificate.sequence())) {
      ahead = null;
    }
    state.emit(new Output.Certified(certificate));
  }

  /** Blocks up to a certified checkpoint came from peers. */
  public void onImported(StableCheckpoint certificate) {
    if (certificate.sequence().isAfter(state.executed())) {
      state.executed(certificate.sequence(), certificate.state());
    }
    learn(certificate);
    if (ahead != null) {
      learn(ahead);
    }
  }

  /** How many votes are kept. */
  public int kept() {
    return votes.values().stream().mapToInt(Map::size).sum();
  }

  /** The highest certificate beyond what is executed here, if there is one. */
  public Optional<StableCheckpoint> ahead() {
    return Optional.ofNullable(ahead);
  }
}
