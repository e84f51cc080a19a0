package org.tetrarch.lab.simulator;

import java.math.BigInteger;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.ledger.crypto.Signature;

/**
 * A key that nobody has to guard, because everybody knows it. It signs with the nonce 1, always:
 * what comes of it is a signature like any other to all who check it, and gives the key away to all
 * who look at it. That turns the dearest step of a simulated vote into two additions.
 */
final class UnguardedKey {
  /** The order of secp256k1 (SEC 2 §2.4.1). */
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private static final int SCALAR_SIZE = 32;

  /** The nonce point of all signatures: 1·G, whose public key is G itself. */
  private static final byte[] NONCE_POINT =
      PrivateKey.fromHex("0".repeat(2 * SCALAR_SIZE - 1) + "1").publicKey().toBytes();

  private static final BigInteger R = new BigInteger(1, NONCE_POINT, 0, SCALAR_SIZE);
  private static final int PARITY = NONCE_POINT[PublicKey.SIZE - 1] & 1;

  private final PublicKey publicKey;
  private final BigInteger product;

  UnguardedKey(PrivateKey key) {
    publicKey = key.publicKey();
    product = R.multiply(new BigInteger(1, key.toBytes())).mod(N);
  }

  PublicKey publicKey() {
    return publicKey;
  }

  /** With the nonce k = 1, s = (z + r·d)/k mod n is a sum. */
  Signature sign(Hash hash) {
    BigInteger s = new BigInteger(1, hash.toBytes()).add(product).mod(N);
    BigInteger lower = s.min(N.subtract(s));
    // EIP-2: taking n - s for s mirrors the nonce point, and with it the parity of y.
    int parity = lower.equals(s) ? PARITY : 1 - PARITY;
    try {
      return Signature.of(R, lower, parity);
    } catch (MalformedException e) {
      throw new IllegalStateException("one hash in 2^256 has no signature", e);
    }
  }
}
