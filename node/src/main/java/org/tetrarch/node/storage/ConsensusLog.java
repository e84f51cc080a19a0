package org.tetrarch.node.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.node.wire.LogRecordCodec;

/**
 * The records that a replica must not forget, in order. Each carries keccak(hash of the one before,
 * index, record), so that a record that was lost or changed is noticed, and {@link LogHead} tells
 * when the last ones are gone. A replica that finds a gap cannot know what it signed: it starts the
 * log anew and votes no more until that cannot matter (DESIGN §3.1).
 *
 * <p>Records that no longer count are pruned on the way. For one thread at a time.
 */
public final class ConsensusLog implements AutoCloseable {
  /** So many records may wait until it is worth a write to drop them. */
  public static final int PRUNED_AT_ONCE = LogPruning.WORTH_RECORDS;

  static final char RECORD = 'l';
  static final byte[] BASE = Keys.of('b');

  private final KeyValueStore store;
  private final LogRecordCodec codec;
  private final LogHead headFile;
  private LogPruning pruning;
  private LogHead.Position head;
  private long first;
  private boolean intact;

  ConsensusLog(
      KeyValueStore store, LogRecordCodec codec, LogHead headFile, ConsensusLogReader found) {
    this.store = store;
    this.codec = codec;
    this.headFile = headFile;
    this.pruning = found.pruning();
    this.head = found.position();
    this.first = found.first();
    this.intact = found.gap().isEmpty();
  }

  /**
   * A log as it was found.
   *
   * @param records all that still count, oldest first; before a gap only, if there is one
   * @param gap what is missing; then {@link #restart} must come before the first append
   */
  public record Opened(ConsensusLog log, List<LogRecord> records, Optional<Gap> gap) {
    public Opened {
      records = List.copyOf(records);
    }
  }

  /**
   * Opens the log, made if there is none.
   *
   * @param headFile beside the store and not in it; closed with the log
   */
  public static Opened open(KeyValueStore store, HeadFile headFile, LogRecordCodec codec)
      throws StorageException {
    LogHead head = new LogHead(headFile);
    try {
      ConsensusLogReader found = new ConsensusLogReader(store, codec);
      found.read(head);
      if (head.isNew() && found.gap().isEmpty()) {
        head.reset(found.position());
      }
      ConsensusLog log = new ConsensusLog(store, codec, head, found);
      return new Opened(log, found.records(), found.gap());
    } catch (StorageException e) {
      head.close();
      throw e;
    }
  }

  /** Writes the records in this order; they are on disk, with one sync, when this returns. */
  public void append(List<LogRecord> records) throws StorageException {
    if (!intact) {
      throw new IllegalStateException("the consensus log has a gap and was not started anew");
    }
    if (records.isEmpty()) {
      return;
    }
    WriteBatch batch = new WriteBatch();
    LogHead.Position position = head;
    for (LogRecord record : records) {
      byte[] payload = codec.encode(record);
      Hash hash = chained(position.last(), position.next(), payload);
      batch.put(key(position.next()), value(hash, payload));
      pruning.add(position.next(), hash, record, payload);
      position = new LogHead.Position(position.next() + 1, hash);
    }
    Optional<LogBase> base = pruning.prune();
    base.ifPresent(b -> addPruning(batch, b));
    store.write(batch, KeyValueStore.Durability.SYNCED);
    headFile.write(position);
    head = position;
    base.ifPresent(b -> first = b.first());
  }

  private void addPruning(WriteBatch batch, LogBase base) {
    for (long index = first; index < base.first(); index++) {
      batch.delete(key(index));
    }
    batch.put(BASE, base.encoded());
  }

  /** Forgets every record: what a replica does that cannot know any more what it signed. */
  public void restart() throws StorageException {
    WriteBatch batch = new WriteBatch();
    byte[] prefix = Keys.of(RECORD);
    byte[] from = prefix;
    List<KeyValueStore.Entry> page;
    do {
      page = store.scan(prefix, from, ConsensusLogReader.PAGE);
      for (KeyValueStore.Entry entry : page) {
        batch.delete(entry.key());
        from = Keys.after(entry.key());
      }
    } while (!page.isEmpty());
    // It goes on counting: an index that the head file named once never stands for another record.
    LogBase base = new LogBase(head.next(), Hash.ZERO, List.of());
    batch.put(BASE, base.encoded());
    store.write(batch, KeyValueStore.Durability.SYNCED);
    head = new LogHead.Position(base.first(), base.previous());
    headFile.reset(head);
    first = base.first();
    pruning = new LogPruning();
    intact = true;
  }

  /** How many records are in it. */
  public int records() {
    return pruning.records();
  }

  /** How many records were ever appended to this log. */
  public long nextIndex() {
    return head.next();
  }

  @Override
  public void close() throws StorageException {
    headFile.close();
  }

  static byte[] key(long index) {
    return Keys.of(RECORD, Keys.number(index));
  }

  static Hash chained(Hash previous, long index, byte[] payload) {
    return Keccak.hash(previous.toBytes(), Keys.number(index), payload);
  }

  private static byte[] value(Hash hash, byte[] payload) {
    return ByteBuffer.allocate(Hash.SIZE + payload.length).put(hash.toBytes()).put(payload).array();
  }
}
