package org.tetrarch.wallet.chain;

/** A node's claim contradicts the genesis file; it must not be believed. */
public final class ChainException extends Exception {
  private static final long serialVersionUID = 1L;

  public ChainException(String message) {
    super(message);
  }
}
