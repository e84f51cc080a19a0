package org.tetrarch.consensus.catchup;

import java.util.TreeMap;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Status;
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
 */
public final class Joining {
  private final ReplicaState state;
  private final TreeMap<ReplicaId, Status> reports = new TreeMap<>();

  public Joining(ReplicaState state) {
    this.state = state;
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

  private void decide() {
    long window = state.config().window();
    SequenceNumber highest =
        reports.values().stream()
            .map(status -> status.stable().sequence())
            .max(SequenceNumber::compareTo)
            .orElseThrow();
    // A stable checkpoint is proven; execution beyond it is each replica's own word, believed when
    // a correct one must be among those who say so.
    long sayExecuted =
        reports.values().stream()
            .filter(status -> status.executed().isAfter(SequenceNumber.GENESIS))
            .count();
    boolean pastGenesis =
        highest.isAfter(SequenceNumber.GENESIS) || sayExecuted >= state.replicas().oneCorrect();
    join(pastGenesis ? highest.plus(2 * window) : SequenceNumber.GENESIS);
  }

  private void join(SequenceNumber floor) {
    reports.clear();
    state.voteFrom(floor);
    state.outbox().persist(new LogRecord.Joined(floor));
    state.emit(new Output.StopTimer(TimerId.JOIN));
  }
}
