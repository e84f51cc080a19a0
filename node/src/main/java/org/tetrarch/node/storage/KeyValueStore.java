package org.tetrarch.node.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ordered keys and their values on disk. Any thread. */
public interface KeyValueStore extends AutoCloseable {
  /** When a write may be relied on. */
  enum Durability {
    /** On disk when the call returns. */
    SYNCED,
    /** After a crash of the machine it may be missing, with all that was written after it. */
    BUFFERED
  }

  /** A key and its value, never compared; the arrays are the reader's own. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(byte[] key, byte[] value) {}

  /** The value of a key, null when there is none; the array is the caller's own. */
  byte @Nullable [] get(byte[] key) throws StorageException;

  /**
   * The entries whose key is at least {@code from} and begins with {@code prefix}, by rising key,
   * at most {@code limit}.
   */
  List<Entry> scan(byte[] prefix, byte[] from, int limit) throws StorageException;

  /**
   * Writes all of it or nothing. After a failure nothing more is written until the store is opened
   * anew: what reached the disk is unknown.
   */
  void write(WriteBatch batch, Durability durability) throws StorageException;

  /** Waits for calls under way; later ones fail. */
  @Override
  void close();
}
