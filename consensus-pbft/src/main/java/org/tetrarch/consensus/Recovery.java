package org.tetrarch.consensus;

import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.state.ReplicaState;
import org.tetrarch.consensus.state.Slot;
import org.tetrarch.consensus.verify.NewViewPlan;

/** Rebuilds a replica's state from its log, so that it says nothing else than before. */
final class Recovery {
  private Recovery() {}

  static ReplicaState restore(ReplicaConfig config, Signer signer, RecoveredState recovered) {
    StableCheckpoint stable = lastStable(recovered);
    ReplicaState state =
        new ReplicaState(config, signer, stable, recovered.states().tailMap(stable.sequence()));
    SequenceNumber forgotten = forgotten(recovered);
    for (LogRecord logRecord : recovered.records()) {
      if (counts(logRecord, forgotten)) {
        apply(state, logRecord);
      }
    }
    abstainUpTo(forgotten, state);
    // What was executed before the crash was handed over for execution then.
    for (Slot slot : state.slots().headMap(state.executed(), true).values()) {
      slot.acceptedDigest().ifPresent(slot::decide);
    }
    return state;
  }

  /**
   * The last one whose block is here; a crash can lose blocks only together with the records that
   * follow them.
   */
  private static StableCheckpoint lastStable(RecoveredState recovered) {
    StableCheckpoint last = StableCheckpoint.genesis(recovered.states().firstEntry().getValue());
    for (LogRecord logRecord : recovered.records()) {
      if (logRecord instanceof LogRecord.CheckpointStable(StableCheckpoint checkpoint)
          && recovered.states().containsKey(checkpoint.sequence())) {
        last = checkpoint;
      }
    }
    return last;
  }

  /**
   * A certificate makes the log forget the votes up to it, since its blocks stand for them. If
   * those blocks are lost, nobody knows here any more what was prepared there: a view-change
   * without it could undo what is final, and a vote could contradict an earlier one.
   */
  private static void abstainUpTo(SequenceNumber forgotten, ReplicaState state) {
    OptionalLong floor = state.voteFloor();
    if (floor.isPresent() && forgotten.value() > floor.getAsLong()) {
      state.voteFrom(forgotten);
    }
  }

  /** The highest certificate in the log, whether or not its block is here. */
  private static SequenceNumber forgotten(RecoveredState recovered) {
    return recovered.records().stream()
        .filter(LogRecord.CheckpointStable.class::isInstance)
        .map(r -> ((LogRecord.CheckpointStable) r).checkpoint().sequence())
        .max(SequenceNumber::compareTo)
        .orElse(SequenceNumber.GENESIS);
  }

  /**
   * Records of slots up to a checkpoint may be pruned or not; they count no more in either case.
   */
  private static boolean counts(LogRecord logRecord, SequenceNumber forgotten) {
    return switch (logRecord) {
      case LogRecord.PrePrepareAccepted(var prePrepare, var batch) ->
          prePrepare.message().sequence().isAfter(forgotten);
      case LogRecord.Prepared(var certificate) -> certificate.sequence().isAfter(forgotten);
      case LogRecord.ViewAttempted attempted -> true;
      case LogRecord.ViewEntered entered -> true;
      case LogRecord.CheckpointStable stable -> true;
      case LogRecord.LogLost lost -> true;
      case LogRecord.Joined joined -> true;
    };
  }

  private static void apply(ReplicaState state, LogRecord logRecord) {
    switch (logRecord) {
      case LogRecord.LogLost(var known) -> state.noteLogLost(known);
      case LogRecord.Joined(var floor) -> state.voteFrom(floor);
      case LogRecord.CheckpointStable checkpoint -> {}
      case LogRecord.ViewAttempted(var viewChange) -> state.leaveFor(viewChange);
      case LogRecord.ViewEntered(Signed<NewView> newView) -> {
        var viewChanges = newView.message().viewChanges().stream().map(Signed::message).toList();
        state.enter(newView, NewViewPlan.of(viewChanges).base().sequence());
        newView.message().prePrepares().stream()
            .map(Signed::message)
            .filter(m -> m.replica().equals(state.self()))
            .forEach(state::recall);
      }
      case LogRecord.PrePrepareAccepted(Signed<PrePrepare> signed, Optional<Batch> batch) ->
          accepted(state, signed, batch);
      case LogRecord.Prepared(PreparedCertificate certificate) -> prepared(state, certificate);
    }
  }

  private static void accepted(
      ReplicaState state, Signed<PrePrepare> signed, Optional<Batch> batch) {
    PrePrepare m = signed.message();
    batch.ifPresent(body -> state.keepBody(body, m.sequence()));
    boolean inView = isCurrent(state, m.view());
    if (m.replica().equals(state.self())) {
      state.recall(m);
    } else {
      Prepare own = new Prepare(m.view(), m.sequence(), m.digest(), state.self());
      state.recall(own);
      if (inView) {
        state.slot(m.sequence()).prepares().put(state.self(), state.sign(own));
      }
    }
    if (inView) {
      state.slot(m.sequence()).accept(signed, batch.or(() -> state.body(m.digest())).orElse(null));
    }
  }

  private static void prepared(ReplicaState state, PreparedCertificate certificate) {
    ReplicaId self = state.self();
    Commit own = new Commit(certificate.view(), certificate.sequence(), certificate.digest(), self);
    state.recall(own);
    Slot slot = state.slot(certificate.sequence());
    slot.prepare(certificate);
    if (isCurrent(state, certificate.view())) {
      slot.commits().put(self, state.sign(own));
      certificate
          .prepares()
          .forEach(prepare -> slot.prepares().putIfAbsent(prepare.message().replica(), prepare));
    }
  }

  private static boolean isCurrent(ReplicaState state, View view) {
    return state.active() && state.view().equals(view);
  }
}
