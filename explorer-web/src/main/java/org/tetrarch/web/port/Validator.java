package org.tetrarch.web.port;

import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PublicKey;

/** A member of the replica set, as the genesis file names it. */
public record Validator(String name, Address address, PublicKey publicKey) {}
