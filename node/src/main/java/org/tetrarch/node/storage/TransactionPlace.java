package org.tetrarch.node.storage;

/** The transaction at {@code index} of the block at {@code height}, for ever. */
public record TransactionPlace(long height, int index) {
  public TransactionPlace {
    if (height < 0 || index < 0) {
      throw new IllegalArgumentException("no transaction stands at " + height + "." + index);
    }
  }
}
