package org.tetrarch.genesis.mnemonic;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.BigIntegers;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.PrivateKey;

/**
 * A private key with the chain code from which its children are derived (BIP-32). {@link
 * #destroy()} wipes it.
 */
public final class ExtendedKey {
  /** Added to an index for a hardened child, which the public parent key cannot derive. */
  public static final int HARDENED = 0x8000_0000;

  private static final int HALF = 32;
  private static final byte[] MASTER = "Bitcoin seed".getBytes(StandardCharsets.US_ASCII);

  /** The order of secp256k1 (SEC 2 §2.4.1). */
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private final PrivateKey key;
  private final byte[] chainCode;

  private ExtendedKey(PrivateKey key, byte[] chainCode) {
    this.key = key;
    this.chainCode = chainCode;
  }

  /** The master key of a seed of 16 to 64 bytes, which the caller wipes. */
  public static ExtendedKey fromSeed(byte[] seed) {
    byte[] hash = hmac(MASTER, seed);
    try {
      return of(Arrays.copyOf(hash, HALF), Arrays.copyOfRange(hash, HALF, hash.length));
    } finally {
      Arrays.fill(hash, (byte) 0);
    }
  }

  /**
   * The child at an index, hardened when {@link #HARDENED} is added. One index in 2^127 has no key
   * and throws {@link IllegalStateException}.
   */
  public ExtendedKey child(int index) {
    byte[] data = new byte[HALF + 5];
    byte[] secret = key.toBytes();
    if ((index & HARDENED) != 0) {
      System.arraycopy(secret, 0, data, 1, HALF);
    } else {
      System.arraycopy(key.publicKey().compressed(), 0, data, 0, HALF + 1);
    }
    for (int i = 0; i < 4; i++) {
      data[HALF + 1 + i] = (byte) (index >>> (24 - 8 * i));
    }
    byte[] hash = hmac(chainCode, data);
    try {
      BigInteger left = new BigInteger(1, hash, 0, HALF);
      if (left.compareTo(N) >= 0) {
        throw new IllegalStateException("no key at index " + index + " (BIP-32)");
      }
      BigInteger scalar = left.add(new BigInteger(1, secret)).mod(N);
      return of(
          BigIntegers.asUnsignedByteArray(HALF, scalar),
          Arrays.copyOfRange(hash, HALF, hash.length));
    } finally {
      Arrays.fill(hash, (byte) 0);
      Arrays.fill(data, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** The descendant at a path of indices. Keys on the way are wiped. */
  public ExtendedKey descendant(int... path) {
    ExtendedKey current = this;
    for (int index : path) {
      ExtendedKey next = current.child(index);
      if (current != this) {
        current.destroy();
      }
      current = next;
    }
    return current;
  }

  /** The private key itself, wiped together with this object. */
  public PrivateKey key() {
    return key;
  }

  /** A copy of the 32-byte chain code. */
  byte[] chainCode() {
    return chainCode.clone();
  }

  public void destroy() {
    key.destroy();
    Arrays.fill(chainCode, (byte) 0);
  }

  private static ExtendedKey of(byte[] secret, byte[] chainCode) {
    try {
      return new ExtendedKey(PrivateKey.fromBytes(secret), chainCode);
    } catch (MalformedException e) {
      throw new IllegalStateException("no key at this index or for this seed (BIP-32)", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    HMac mac = new HMac(new SHA512Digest());
    mac.init(new KeyParameter(key));
    mac.update(data, 0, data.length);
    byte[] hash = new byte[mac.getMacSize()];
    mac.doFinal(hash, 0);
    return hash;
  }
}
