package org.tetrarch.node.storage;

/** A {@link StorageException} on its way through code of the ledger, which knows no disks. */
public final class UncheckedStorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StorageException storage;

  public UncheckedStorageException(StorageException cause) {
    super(cause.getMessage(), cause);
    this.storage = cause;
  }

  public StorageException storage() {
    return storage;
  }
}
