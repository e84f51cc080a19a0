package org.tetrarch.consensus.normal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaState;

/**
 * Remembers which pre-prepare of each primary was seen first for a sequence number, longer than the
 * slot itself is kept, so that a second one proves the lie whenever it comes.
 */
public final class Assignments {
  /** INV-11: so many of each replica, the newest. */
  public static final int REMEMBERED = 64;

  private final ReplicaState state;
  private final TreeMap<ReplicaId, LinkedHashMap<Place, Signed<PrePrepare>>> seen = new TreeMap<>();

  private record Place(View view, SequenceNumber sequence) {}

  public Assignments(ReplicaState state) {
    this.state = state;
  }

  /**
   * Takes note of a verified pre-prepare, whoever passed it on.
   *
   * @return whether it proves that its signer has assigned two batches to one sequence number
   */
  public boolean contradict(Signed<PrePrepare> signed) {
    PrePrepare message = signed.message();
    LinkedHashMap<Place, Signed<PrePrepare>> known =
        seen.computeIfAbsent(message.replica(), replica -> new LinkedHashMap<>());
    Signed<PrePrepare> earlier =
        known.putIfAbsent(new Place(message.view(), message.sequence()), signed);
    if (known.size() > REMEMBERED) {
      known.pollFirstEntry();
    }
    if (earlier == null || earlier.message().digest().equals(message.digest())) {
      return false;
    }
    state.report(earlier, signed);
    return true;
  }

  /** How many are remembered. */
  public int kept() {
    return seen.values().stream().mapToInt(Map::size).sum();
  }
}
