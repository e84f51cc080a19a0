package org.tetrarch.genesis;

import java.util.regex.Pattern;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PublicKey;

/**
 * A member of the replica set. Its index, which is its replica id, is its place in the genesis
 * file.
 *
 * @param name what people call it: 1 to 32 letters, digits, dots, dashes or underscores
 * @param address the address of {@code publicKey}
 * @param publicKey the key that signs its consensus messages
 * @param endpoint where its peers reach it; no part of the genesis hash, since it may move
 */
public record Validator(String name, Address address, PublicKey publicKey, Endpoint endpoint) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

  public Validator {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: must be 1 to 32 letters, digits, dots, dashes or underscores, not \""
              + name
              + "\"");
    }
    if (!publicKey.address().equals(address)) {
      throw new IllegalArgumentException(
          "address: is "
              + address
              + ", but the address of publicKey is "
              + publicKey.address()
              + "; correct one of them");
    }
  }

  public Validator(String name, PublicKey publicKey, Endpoint endpoint) {
    this(name, publicKey.address(), publicKey, endpoint);
  }

  /** This validator at another endpoint. */
  public Validator at(Endpoint elsewhere) {
    return new Validator(name, address, publicKey, elsewhere);
  }
}
