package org.tetrarch.consensus.catchup;

import java.util.TreeMap;
import java.util.stream.Stream;
import org.tetrarch.consensus.checkpoint.Checkpoints;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaState;

/**
 * A replica with an empty log may be new, or may have lost what it signed. It asks where the others
 * are before it votes.
 *
 * <p>If they are at genesis it votes at once. If not, it may have voted up to the high watermark
 * above any stable checkpoint that it had, and no correct replica had executed beyond one window
 * above the highest checkpoint X that is stable now. So it votes again when a stable checkpoint is
 * two windows above X.
 *
 * <p>The others show it what they hold of its own statements, which nobody can forge: one that it
 * has no record of tells it, at any time, that it has lost its log.
 */
public final class Joining {
  private final ReplicaState state;
  private final Checkpoints checkpoints;
  private final TreeMap<ReplicaId, Status> reports = new TreeMap<>();

  public Joining(ReplicaState state, Checkpoints checkpoints) {
    this.state = state;
    this.checkpoints = checkpoints;
  }

  public void begin() {
    if (state.voteFloor().isPresent()) {
      return;
    }
    if (state.replicas().size() == 1) {
      join(SequenceNumber.GENESIS);
    } else {
      state.emit(new Output.StartTimer(TimerId.JOIN, state.config().timeouts().request()));
    }
  }

  public void onStatus(Status status) {
    if (state.voteFloor().isPresent()) {
      return;
    }
    reports.put(status.replica(), status);
    int n = state.replicas().size();
    // All correct others: only then is none missing that knows more than the rest.
    if (reports.size() >= Math.min(n - 1, n - state.replicas().faulty())) {
      decide();
    }
  }

  /** Some others may be down for long; a quorum with this replica in it must do then. */
  public void onTimer() {
    if (state.voteFloor().isPresent()) {
      return;
    }
    if (reports.size() + 1 >= state.replicas().quorum()) {
      decide();
    } else {
      begin();
    }
  }

  /** A statement of its own comes back. */
  public void onOwn(Message message) {
    switch (message) {
      case Message.Slotted m -> onOwn(m);
      case NewView m -> onOwn(m);
      // Nobody passes these on.
      case Checkpoint m -> {}
      case ViewChange m -> {}
      case Status m -> {}
    }
  }

  // Of views that it has left it need not know any more what it said: it says nothing in them.
  private void onOwn(Message.Slotted vote) {
    boolean past =
        state.view().isAfter(vote.view()) || !vote.sequence().isAfter(state.stable().sequence());
    if (!past && !state.hasVoted(vote)) {
      hasLostLog(vote.sequence());
    }
  }

  private void onOwn(NewView newView) {
    boolean known = state.newView().map(Signed::message).filter(newView::equals).isPresent();
    if (!state.view().isAfter(newView.view()) && !known) {
      hasLostLog(
          newView.prePrepares().stream()
              .map(assigned -> assigned.message().sequence())
              .max(SequenceNumber::compareTo)
              .orElse(SequenceNumber.GENESIS));
    }
  }

  private void hasLostLog(SequenceNumber known) {
    if (state.mayVote()) {
      join(beyondAllVotes(known));
    } else if (state.voteFloor().isEmpty()) {
      boolean news = state.logLost().filter(lost -> !known.isAfter(lost)).isEmpty();
      state.noteLogLost(known);
      if (news) {
        state.outbox().persist(new LogRecord.LogLost(known));
      }
    }
  }

  private void decide() {
    SequenceNumber highest =
        reports.values().stream()
            .map(status -> status.stable().sequence())
            .max(SequenceNumber::compareTo)
            .orElseThrow();
    // A stable checkpoint is proven; execution beyond it is each replica's own word, believed when
    // a correct one must be among those who say so. Their views say nothing: those who start first
    // may give up on view 0 before the others are there.
    long sayExecuted =
        reports.values().stream()
            .filter(status -> status.executed().isAfter(SequenceNumber.GENESIS))
            .count();
    boolean pastGenesis =
        state.logLost().isPresent()
            || state.executed().isAfter(SequenceNumber.GENESIS)
            || highest.isAfter(SequenceNumber.GENESIS)
            || sayExecuted >= state.replicas().oneCorrect();
    join(pastGenesis ? beyondAllVotes(highest) : SequenceNumber.GENESIS);
  }

  private SequenceNumber beyondAllVotes(SequenceNumber reported) {
    SequenceNumber highest =
        Stream.of(
                reported,
                state.executed(),
                state.logLost().orElse(reported),
                checkpoints.ahead().map(StableCheckpoint::sequence).orElse(reported))
            .max(SequenceNumber::compareTo)
            .orElseThrow();
    return highest.plus(2 * state.config().window());
  }

  private void join(SequenceNumber floor) {
    reports.clear();
    state.voteFrom(floor);
    state.outbox().persist(new LogRecord.Joined(floor));
    state.emit(new Output.StopTimer(TimerId.JOIN));
  }
}
