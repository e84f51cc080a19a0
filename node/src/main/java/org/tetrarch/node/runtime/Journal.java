package org.tetrarch.node.runtime;

import java.util.List;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.node.storage.StorageException;

/** Where the replica's records go. */
@FunctionalInterface
public interface Journal {
  /** Returns when all of them are on disk. */
  void append(List<LogRecord> records) throws StorageException;
}
