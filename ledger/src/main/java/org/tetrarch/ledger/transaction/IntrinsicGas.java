package org.tetrarch.ledger.transaction;

import java.util.List;

/** What a transaction costs by its form alone, which here is all that it costs. */
public final class IntrinsicGas {
  /** A plain transfer (Yellow Paper, G_transaction). */
  public static final long TRANSFER = 21_000;

  // EIP-2028.
  static final long PER_ZERO_BYTE = 4;
  static final long PER_OTHER_BYTE = 16;

  // EIP-2930.
  static final long PER_ACCESS_LIST_ADDRESS = 2_400;
  static final long PER_ACCESS_LIST_KEY = 1_900;

  private IntrinsicGas() {}

  static long of(byte[] data, List<AccessListEntry> accessList) {
    long gas = TRANSFER;
    for (byte b : data) {
      gas += b == 0 ? PER_ZERO_BYTE : PER_OTHER_BYTE;
    }
    for (AccessListEntry entry : accessList) {
      gas += PER_ACCESS_LIST_ADDRESS + PER_ACCESS_LIST_KEY * entry.storageKeys().size();
    }
    return gas;
  }
}
