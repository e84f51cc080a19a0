package org.tetrarch.node.execution;

import org.tetrarch.node.storage.StorageException;

/** Told, once and on the executing thread, why execution has stopped for good. */
public interface ExecutionFailures {
  /**
   * @param invariant its stable name, such as INV-8, or what else is not as it must be
   */
  void invariantBroken(String invariant, String reason);

  /** The disk is full or damaged. */
  void storageFailed(StorageException failure);
}
