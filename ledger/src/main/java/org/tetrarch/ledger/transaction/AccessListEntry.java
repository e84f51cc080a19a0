package org.tetrarch.ledger.transaction;

import java.util.List;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

/**
 * An account and storage keys that a transaction declares (EIP-2930). There is no storage here; the
 * list is kept, hashed and paid for as everywhere.
 */
public record AccessListEntry(Address address, List<Hash> storageKeys) {
  public AccessListEntry {
    storageKeys = List.copyOf(storageKeys);
  }
}
