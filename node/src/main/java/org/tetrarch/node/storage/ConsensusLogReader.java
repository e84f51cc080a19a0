package org.tetrarch.node.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.node.wire.LogRecordCodec;

/** Reads a consensus log from its beginning, up to the first record that is not as it was. */
final class ConsensusLogReader {
  /** Records held in memory at once: one with its batch has a few MiB at most. */
  static final int PAGE = 16;

  private final KeyValueStore store;
  private final LogRecordCodec codec;
  private final LogPruning pruning = new LogPruning();
  private final List<LogRecord> records = new ArrayList<>();
  private LogBase base = LogBase.START;
  private LogHead.Position position = new LogHead.Position(0, Hash.ZERO);
  private @Nullable Gap gap;

  ConsensusLogReader(KeyValueStore store, LogRecordCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  void read(LogHead headFile) throws StorageException {
    Optional<LogHead.Position> noted = headFile.read();
    if (readBase()) {
      position = new LogHead.Position(base.first(), base.previous());
      readRecords(noted);
    }
    compare(noted, headFile.isNew());
  }

  private boolean readBase() throws StorageException {
    byte @Nullable [] encoded = store.get(ConsensusLog.BASE);
    if (encoded == null) {
      return true;
    }
    try {
      base = LogBase.decode(encoded);
      for (byte[] payload : base.carried()) {
        LogRecord record = codec.decode(payload);
        records.add(record);
        pruning.addCarried(record, payload);
      }
      return true;
    } catch (MalformedException e) {
      gap = new Gap(0, "the beginning of the consensus log is damaged: " + e.getMessage());
      return false;
    }
  }

  private void readRecords(Optional<LogHead.Position> noted) throws StorageException {
    byte[] prefix = Keys.of(ConsensusLog.RECORD);
    byte[] from = prefix;
    List<KeyValueStore.Entry> page;
    do {
      page = store.scan(prefix, from, PAGE);
      for (KeyValueStore.Entry entry : page) {
        if (!readRecord(entry, noted)) {
          return;
        }
        from = Keys.after(entry.key());
      }
    } while (!page.isEmpty());
  }

  private boolean readRecord(KeyValueStore.Entry entry, Optional<LogHead.Position> noted) {
    long index = position.next();
    long found = ByteBuffer.wrap(entry.key(), 1, Long.BYTES).getLong();
    if (found != index) {
      gap = new Gap(index, "the consensus log misses record " + index + " before " + found);
      return false;
    }
    byte[] value = entry.value();
    byte[] payload = Arrays.copyOfRange(value, Math.min(Hash.SIZE, value.length), value.length);
    Hash hash = ConsensusLog.chained(position.last(), index, payload);
    boolean asWritten = value.length >= Hash.SIZE && hash.equals(Hash.of(value, 0));
    boolean asNoted =
        noted.isEmpty() || noted.get().next() != index + 1 || hash.equals(noted.get().last());
    if (!asWritten || !asNoted) {
      gap = new Gap(index, "record " + index + " of the consensus log is not as it was written");
      return false;
    }
    try {
      LogRecord record = codec.decode(payload);
      records.add(record);
      pruning.add(index, hash, record, payload);
    } catch (MalformedException e) {
      gap =
          new Gap(index, "record " + index + " of the consensus log is unread: " + e.getMessage());
      return false;
    }
    position = new LogHead.Position(index + 1, hash);
    return true;
  }

  /** Notices lost last records, and keeps indices from being used twice. */
  private void compare(Optional<LogHead.Position> noted, boolean headIsNew) {
    long reached = position.next();
    if (gap == null && noted.isEmpty() && !(headIsNew && reached == 0)) {
      gap = new Gap(reached, "the file that says how far the consensus log was is gone or damaged");
    }
    if (noted.isPresent() && noted.get().next() > reached) {
      long next = noted.get().next();
      if (gap == null) {
        String rest = reached == 0 ? "is empty" : "ends before record " + reached;
        gap = new Gap(reached, "the consensus log %s, it had %d".formatted(rest, next));
      }
      position = new LogHead.Position(next, Hash.ZERO);
    }
  }

  LogPruning pruning() {
    return pruning;
  }

  LogHead.Position position() {
    return position;
  }

  long first() {
    return base.first();
  }

  List<LogRecord> records() {
    return records;
  }

  Optional<Gap> gap() {
    return Optional.ofNullable(gap);
  }
}
