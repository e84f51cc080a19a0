package org.tetrarch.lab.adversary;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.node.storage.HeadFile;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.ReplicaDisk;
import org.tetrarch.node.storage.WriteBatch;

/** A disk that is gone with its process, and never fails. What is written on it is counted. */
final class MemoryDisk implements ReplicaDisk {
  private final Store chain;
  private Store records = new Store();
  private Head head = new Head();

  MemoryDisk() {
    this.chain = new Store();
  }

  /** Loses the consensus log and the evidence, and keeps the blocks. */
  void forgetLog() {
    records = new Store();
    head = new Head();
  }

  /** Bytes of all keys and values. */
  long bytes() {
    return chain.bytes + records.bytes;
  }

  @Override
  public KeyValueStore openChain() {
    return chain;
  }

  @Override
  public KeyValueStore openLog() {
    return records;
  }

  @Override
  public HeadFile openLogHead() {
    return head;
  }

  @Override
  public void close() {}

  private static final class Store implements KeyValueStore {
    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private long bytes;

    @Override
    public byte @Nullable [] get(byte[] key) {
      byte[] value = entries.get(key);
      return value == null ? null : value.clone();
    }

    @Override
    public List<Entry> scan(byte[] prefix, byte[] from, int limit) {
      List<Entry> found = new ArrayList<>();
      for (var entry : entries.tailMap(from, true).entrySet()) {
        byte[] key = entry.getKey();
        boolean inside =
            key.length >= prefix.length
                && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length);
        if (found.size() == limit || !inside) {
          break;
        }
        found.add(new Entry(key.clone(), entry.getValue().clone()));
      }
      return found;
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
      for (WriteBatch.Change change : batch.changes()) {
        byte[] value = change.value();
        byte[] before =
            value == null
                ? entries.remove(change.key())
                : entries.put(change.key().clone(), value.clone());
        bytes += size(change.key(), value) - size(change.key(), before);
      }
    }

    private static long size(byte[] key, byte @Nullable [] value) {
      return value == null ? 0 : key.length + value.length;
    }

    @Override
    public void close() {}
  }

  private static final class Head implements HeadFile {
    private byte[] content = {};

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public int read(ByteBuffer buffer, long position) {
      int count = (int) Math.min(buffer.remaining(), content.length - position);
      if (count <= 0) {
        return -1;
      }
      buffer.put(content, (int) position, count);
      return count;
    }

    @Override
    public void write(ByteBuffer buffer, long position) {
      int end = (int) position + buffer.remaining();
      content = Arrays.copyOf(content, Math.max(content.length, end));
      buffer.get(content, (int) position, buffer.remaining());
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
  }
}
