package org.tetrarch.ledger.rlp;

import org.tetrarch.ledger.MalformedException;

/** Bytes that are no canonical RLP, or RLP that is not of the expected shape. */
public final class RlpException extends MalformedException {
  private static final long serialVersionUID = 1L;

  public RlpException(String message) {
    super(message);
  }
}
