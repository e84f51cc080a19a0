package org.tetrarch.node.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.ledger.crypto.Hash;

/**
 * Which records of the consensus log still count. Those of one slot do until a stable checkpoint
 * reaches it (PBFT §4.3); of every other kind the newest does. For one thread.
 */
final class LogPruning {
  /** Pruning costs a larger write, so it waits until it is worth one. */
  static final int WORTH_RECORDS = 64;

  static final long WORTH_BYTES = 8L << 20;

  private enum Kind {
    SLOT,
    ATTEMPTED,
    ENTERED,
    STABLE,
    LOST,
    JOINED
  }

  /**
   * @param slot the sequence number, of kind SLOT
   * @param payload of the other kinds, which may have to be carried on
   */
  private record Kept(
      long index, Hash hash, int size, Kind kind, long slot, Optional<byte[]> payload) {}

  private final Deque<Kept> kept = new ArrayDeque<>();

  /** The newest of each kind but SLOT that was pruned, in the order in which they were logged. */
  private final Map<Kind, byte[]> carried = new LinkedHashMap<>();

  private long stable = -1;

  /** Takes note of a record that is in the log. */
  void add(long index, Hash hash, LogRecord record, byte[] payload) {
    kept.add(note(index, hash, record, payload));
  }

  /** Takes note of a record that an earlier pruning carried on. */
  void addCarried(LogRecord record, byte[] payload) {
    carry(note(-1, Hash.ZERO, record, payload));
  }

  private void carry(Kept record) {
    record
        .payload()
        .ifPresent(
            payload -> {
              carried.remove(record.kind());
              carried.put(record.kind(), payload);
            });
  }

  private Kept note(long index, Hash hash, LogRecord record, byte[] payload) {
    Kind kind = kind(record);
    if (record instanceof LogRecord.CheckpointStable r) {
      stable = Math.max(stable, r.checkpoint().sequence().value());
    }
    Optional<byte[]> keep = kind == Kind.SLOT ? Optional.empty() : Optional.of(payload);
    return new Kept(index, hash, payload.length, kind, slot(record), keep);
  }

  private static Kind kind(LogRecord record) {
    return switch (record) {
      case LogRecord.PrePrepareAccepted r -> Kind.SLOT;
      case LogRecord.Prepared r -> Kind.SLOT;
      case LogRecord.ViewAttempted r -> Kind.ATTEMPTED;
      case LogRecord.ViewEntered r -> Kind.ENTERED;
      case LogRecord.CheckpointStable r -> Kind.STABLE;
      case LogRecord.LogLost r -> Kind.LOST;
      case LogRecord.Joined r -> Kind.JOINED;
    };
  }

  private static long slot(LogRecord record) {
    return switch (record) {
      case LogRecord.PrePrepareAccepted r -> r.prePrepare().message().sequence().value();
      case LogRecord.Prepared r -> r.certificate().sequence().value();
      case LogRecord.ViewAttempted r -> -1;
      case LogRecord.ViewEntered r -> -1;
      case LogRecord.CheckpointStable r -> -1;
      case LogRecord.LogLost r -> -1;
      case LogRecord.Joined r -> -1;
    };
  }

  /**
   * Where the log may begin now, if pruning is worth its write; the records before it are noted
   * off.
   */
  Optional<LogBase> prune() {
    int records = 0;
    long bytes = 0;
    for (Kept record : kept) {
      if (isNeeded(record)) {
        break;
      }
      records++;
      bytes += record.size();
    }
    if (records < WORTH_RECORDS && bytes < WORTH_BYTES) {
      return Optional.empty();
    }
    Kept last = kept.getFirst();
    for (int i = 0; i < records; i++) {
      last = kept.removeFirst();
      carry(last);
    }
    List<byte[]> payloads = new ArrayList<>(carried.values());
    return Optional.of(new LogBase(last.index() + 1, last.hash(), payloads));
  }

  /** How many records are in the log. */
  int records() {
    return kept.size();
  }

  private boolean isNeeded(Kept record) {
    return record.kind() == Kind.SLOT && record.slot() > stable;
  }
}
