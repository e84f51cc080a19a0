package org.tetrarch.ledger.transaction;

/** The envelope types of EIP-2718 that this chain accepts. */
public enum TransactionType {
  LEGACY(0),
  /** EIP-2930. */
  ACCESS_LIST(1),
  /** EIP-1559. */
  DYNAMIC_FEE(2);

  private final int code;

  TransactionType(int code) {
    this.code = code;
  }

  /** The number that JSON-RPC shows and that typed envelopes begin with. */
  public int code() {
    return code;
  }

  boolean isTyped() {
    return this != LEGACY;
  }
}
