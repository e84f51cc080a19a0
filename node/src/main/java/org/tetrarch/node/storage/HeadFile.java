package org.tetrarch.node.storage;

import java.nio.ByteBuffer;

/** A small file that is read and written at positions. For one thread at a time. */
public interface HeadFile extends AutoCloseable {
  /** In bytes; 0 for a file that was just made. */
  long size() throws StorageException;

  /** Reads at most what the buffer takes; -1 at or beyond the end. */
  int read(ByteBuffer buffer, long position) throws StorageException;

  /** Writes all that is left in the buffer; durable after {@link #force} at the latest. */
  void write(ByteBuffer buffer, long position) throws StorageException;

  /** Waits until all that was written is on disk. */
  void force() throws StorageException;

  @Override
  void close() throws StorageException;
}
