package org.tetrarch.lab.simulator.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.WriteBatch;

/**
 * A database as LevelDB behaves: a batch is written whole or not at all; what was not synced may be
 * lost with all that came after it when the power goes; and after damage to its files synced
 * batches may be missing without a word.
 */
final class SimulatedStore {
  /** How many of the newest batches damage can reach: older ones lie in tables with checksums. */
  private static final int REACHABLE = 64;

  /** What one batch changed: the values before it, to take it back. */
  private record Written(TreeMap<byte[], byte @Nullable []> before, boolean synced) {}

  private final DiskFaults faults;
  private TreeMap<byte[], byte[]> content = new TreeMap<>(Arrays::compareUnsigned);
  private final List<Written> newest = new ArrayList<>();

  SimulatedStore(DiskFaults faults) {
    this.faults = faults;
  }

  /** What a process that has just started sees of it. */
  KeyValueStore open() {
    return new Opened();
  }

  /** The power goes: a random part of what is not synced, and all after it, is lost. */
  void losePower() {
    int firstUnsynced = newest.size();
    while (firstUnsynced > 0 && !newest.get(firstUnsynced - 1).synced()) {
      firstUnsynced--;
    }
    int unsynced = newest.size() - firstUnsynced;
    takeBack(unsynced == 0 ? 0 : faults.random().nextInt(unsynced + 1));
  }

  /** Damage: some of the newest batches are gone, synced or not. Says whether there were any. */
  boolean damage() {
    if (newest.isEmpty()) {
      return false;
    }
    int lost = 1 + faults.random().nextInt(newest.size());
    takeBack(lost);
    return true;
  }

  /** Has what the other has, as if all of it had been there for long. */
  void takeOver(SimulatedStore other) {
    content.putAll(other.content);
  }

  void wipe() {
    content.clear();
    newest.clear();
  }

  private void takeBack(int batches) {
    for (int i = 0; i < batches; i++) {
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
  }

  private void apply(WriteBatch batch, KeyValueStore.Durability durability) {
    TreeMap<byte[], byte @Nullable []> before = new TreeMap<>(Arrays::compareUnsigned);
    for (WriteBatch.Change change : batch.changes()) {
      byte[] value = change.value();
      byte[] old = value == null ? content.remove(change.key()) : content.put(change.key(), value);
      before.putIfAbsent(change.key(), old);
    }
    boolean synced = durability == KeyValueStore.Durability.SYNCED;
    if (synced) {
      // A sync covers all that was written before it.
      newest.replaceAll(written -> new Written(written.before(), true));
    }
    newest.add(new Written(before, synced));
    if (newest.size() > REACHABLE) {
      newest.removeFirst();
    }
  }

  private final class Opened implements KeyValueStore {
    private @Nullable StorageException failure;

    @Override
    public byte @Nullable [] get(byte[] key) throws StorageException {
      faults.onRead();
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
        entries.add(new Entry(each.getKey().clone(), each.getValue().clone()));
      }
      return entries;
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
      try {
        faults.aroundWrite(() -> apply(batch, durability));
      } catch (StorageException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void close() {}
  }
}
