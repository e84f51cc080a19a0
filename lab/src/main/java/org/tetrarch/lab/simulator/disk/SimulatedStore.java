package org.tetrarch.lab.simulator.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.WriteBatch;

/**
 * A database as LevelDB behaves: a batch is written whole or not at all; what was not synced may be
 * lost with all that came after it when the power goes; after damage to its log synced batches may
 * be missing without a word, and what lies in damaged tables cannot be read.
 */
final class SimulatedStore {
  /** How many of the newest batches lie in the log: older ones are in tables with checksums. */
  private static final int IN_LOG = 64;

  /** Most neighbours that go with one flipped bit: what a block of a table holds. */
  private static final int IN_A_BLOCK = 8;

  /** A batch, and the values before it, to take it back. */
  private record Written(
      List<WriteBatch.Change> changes, TreeMap<byte[], byte @Nullable []> before, boolean synced) {}

  private final DiskFaults faults;
  private final TreeMap<byte[], byte[]> content = new TreeMap<>(Arrays::compareUnsigned);
  private final TreeSet<byte[]> unreadable = new TreeSet<>(Arrays::compareUnsigned);
  private final List<Written> newest = new ArrayList<>();

  SimulatedStore(DiskFaults faults) {
    this.faults = faults;
  }

  /**
   * What a process that has just started sees of it. LevelDB empties its log into tables whenever
   * it is opened, with a sync: what was there before is behind checksums from then on.
   */
  KeyValueStore open() {
    newest.clear();
    return new Opened();
  }

  boolean isEmpty() {
    return content.isEmpty();
  }

  /** The power goes: a random part of what is not synced, and all after it, is lost. */
  void losePower() {
    int firstUnsynced = newest.size();
    while (firstUnsynced > 0 && !newest.get(firstUnsynced - 1).synced()) {
      firstUnsynced--;
    }
    int unsynced = newest.size() - firstUnsynced;
    int lost = unsynced == 0 ? 0 : faults.random().nextInt(unsynced + 1);
    if (lost > 0) {
      faults.struck(DiskFault.LOST_UNSYNCED);
      lose(newest.size() - lost, newest.size());
    }
  }

  /** Becomes what it was some batches ago, synced or not. Says how many. */
  int goStale() {
    if (newest.isEmpty()) {
      return 0;
    }
    int lost = 1 + faults.random().nextInt(newest.size());
    lose(newest.size() - lost, newest.size());
    faults.struck(DiskFault.STALE_FILE);
    return lost;
  }

  /** One bit flips, in the log or in a table. Says with what effect. */
  String flipBit() {
    if (content.isEmpty()) {
      return "no effect";
    }
    faults.struck(DiskFault.BIT_FLIP);
    return newest.isEmpty() || faults.random().nextBoolean() ? damageTable() : damageLog();
  }

  /** LevelDB passes over the rest of a damaged block of its log, and reads on behind it. */
  private String damageLog() {
    int from = faults.random().nextInt(newest.size());
    int to = from + 1 + faults.random().nextInt(newest.size() - from);
    int behind = newest.size() - to;
    lose(from, to);
    return "%d writes are gone, %d after them are not".formatted(to - from, behind);
  }

  private String damageTable() {
    List<byte[]> keys = List.copyOf(content.keySet());
    int first = faults.random().nextInt(keys.size());
    int count = Math.min(keys.size() - first, 1 + faults.random().nextInt(IN_A_BLOCK));
    unreadable.addAll(keys.subList(first, first + count));
    return count + " values cannot be read";
  }

  /** Has what the other has, as if all of it had been there for long. */
  void takeOver(SimulatedStore other) {
    content.putAll(other.content);
    unreadable.addAll(other.unreadable);
  }

  void wipe() {
    content.clear();
    unreadable.clear();
    newest.clear();
  }

  /** Makes the database as if these of the newest batches had never been. */
  private void lose(int from, int to) {
    List<Written> kept = List.copyOf(newest.subList(to, newest.size()));
    while (newest.size() > from) {
      newest
          .removeLast()
          .before()
          .forEach(
              (key, value) -> {
                if (value == null) {
                  content.remove(key);
                } else {
                  content.put(key, value);
                }
              });
    }
    kept.forEach(written -> apply(written.changes(), written.synced()));
  }

  private void apply(List<WriteBatch.Change> changes, boolean synced) {
    TreeMap<byte[], byte @Nullable []> before = new TreeMap<>(Arrays::compareUnsigned);
    for (WriteBatch.Change change : changes) {
      byte[] value = change.value();
      byte[] old = value == null ? content.remove(change.key()) : content.put(change.key(), value);
      before.putIfAbsent(change.key(), old);
      unreadable.remove(change.key());
    }
    newest.add(new Written(changes, before, synced));
    if (newest.size() > IN_LOG) {
      newest.removeFirst();
    }
  }

  private void write(WriteBatch batch, boolean synced) {
    if (synced) {
      // A sync covers all that was written before it.
      newest.replaceAll(
          written ->
              written.synced() ? written : new Written(written.changes(), written.before(), true));
    }
    apply(batch.changes(), synced);
  }

  private final class Opened implements KeyValueStore {
    private @Nullable StorageException failure;

    @Override
    public byte @Nullable [] get(byte[] key) throws StorageException {
      faults.onRead();
      requireReadable(key);
      byte[] value = content.get(key);
      return value == null ? null : value.clone();
    }

    @Override
    public List<Entry> scan(byte[] prefix, byte[] from, int limit) throws StorageException {
      faults.onRead();
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<byte[], byte[]> each : content.tailMap(from, true).entrySet()) {
        if (entries.size() == limit || !startsWith(each.getKey(), prefix)) {
          break;
        }
        requireReadable(each.getKey());
        entries.add(new Entry(each.getKey().clone(), each.getValue().clone()));
      }
      return entries;
    }

    private void requireReadable(byte[] key) throws StorageException {
      if (unreadable.contains(key)) {
        throw new StorageException(
            StorageException.Reason.CORRUPTED, "the database is corrupted (block checksum)");
      }
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
      return key.length >= prefix.length
          && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) throws StorageException {
      if (failure != null) {
        throw failure;
      }
      boolean synced = durability == Durability.SYNCED;
      try {
        faults.aroundWrite(
            synced ? DiskFault.CRASH_AT_SYNC : DiskFault.CRASH_AT_WRITE,
            () -> SimulatedStore.this.write(batch, synced));
      } catch (StorageException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void close() {}
  }
}
