package org.tetrarch.node.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that forgets with the test, and fails where the test wants it to. */
public final class MemoryStore implements KeyValueStore {
  private final TreeMap<byte[], byte[]> entries;
  private int writesUntilCrash = Integer.MAX_VALUE;
  private boolean crashAfter;
  private boolean crashed;
  private int syncs;

  public MemoryStore() {
    this(new TreeMap<>(Arrays::compareUnsigned));
  }

  private MemoryStore(TreeMap<byte[], byte[]> entries) {
    this.entries = entries;
  }

  /** What a process that starts after the crash finds. */
  public MemoryStore reopened() {
    TreeMap<byte[], byte[]> copy = new TreeMap<>(Arrays::compareUnsigned);
    copy.putAll(entries);
    return new MemoryStore(copy);
  }

  /** The write after {@code writes} more fails, before or after it has reached the disk. */
  public void crashAtWrite(int writes, boolean afterWriting) {
    writesUntilCrash = writes;
    crashAfter = afterWriting;
  }

  public int syncs() {
    return syncs;
  }

  /** A copy of a value that must be there. */
  public byte[] stored(byte[] key) {
    return Objects.requireNonNull(entries.get(key)).clone();
  }

  public void lose(byte[] key) {
    entries.remove(key);
  }

  public void damage(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StorageException {
    requireRunning();
    byte[] value = entries.get(key);
    return value == null ? null : value.clone();
  }

  @Override
  public List<Entry> scan(byte[] prefix, byte[] from, int limit) throws StorageException {
    requireRunning();
    List<Entry> found = new ArrayList<>();
    for (var entry : entries.tailMap(from, true).entrySet()) {
      if (found.size() == limit || !Keys.startsWith(entry.getKey(), prefix)) {
        break;
      }
      found.add(new Entry(entry.getKey().clone(), entry.getValue().clone()));
    }
    return found;
  }

  @Override
  public void write(WriteBatch batch, Durability durability) throws StorageException {
    requireRunning();
    boolean crashNow = writesUntilCrash-- == 0;
    if (crashNow && !crashAfter) {
      crashed = true;
    }
    requireRunning();
    for (WriteBatch.Change change : batch.changes()) {
      byte @Nullable [] value = change.value();
      if (value == null) {
        entries.remove(change.key());
      } else {
        entries.put(change.key(), value.clone());
      }
    }
    if (durability == Durability.SYNCED) {
      syncs++;
    }
    crashed = crashNow;
    requireRunning();
  }

  private void requireRunning() throws StorageException {
    if (crashed) {
      throw new StorageException(StorageException.Reason.FAILED, "the machine has crashed");
    }
  }

  @Override
  public void close() {}
}
