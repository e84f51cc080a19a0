package org.tetrarch.node.storage;

/**
 * Where one replica keeps what it must not lose: a folder of a real file system, or a simulator's
 * disk that fails on purpose. Whoever opens a part closes it before the disk.
 */
public interface ReplicaDisk extends AutoCloseable {
  /** The database of blocks and state. */
  KeyValueStore openChain() throws StorageException;

  /** The database of log records and evidence. */
  KeyValueStore openLog() throws StorageException;

  /** Where the consensus log notes how far it is, outside of the database that it guards. */
  HeadFile openLogHead() throws StorageException;

  @Override
  void close();
}
