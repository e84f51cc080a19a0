package org.tetrarch.consensus.log;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.number.SequenceNumber;

/**
 * What a replica starts from: its log, and the blocks it holds.
 *
 * @param records the log in the order it was written; empty for a new or wiped replica
 * @param states the state digest of each executed sequence number from the last stable checkpoint
 *     in the log (or genesis) on, ascending and without holes; never empty
 */
public record RecoveredState(List<LogRecord> records, SortedMap<SequenceNumber, Digest> states) {
  public RecoveredState {
    records = List.copyOf(records);
    states = new TreeMap<>(states);
    if (states.isEmpty()) {
      throw new IllegalArgumentException("a replica holds the genesis state at least");
    }
  }

  /** A replica that has never run. */
  public static RecoveredState atGenesis(Digest genesis) {
    return new RecoveredState(List.of(), new TreeMap<>(Map.of(SequenceNumber.GENESIS, genesis)));
  }
}
