package org.tetrarch.ledger.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;

/**
 * A secret key: a number in [1, n). It never prints itself. {@link #destroy()} wipes it; after that
 * every use throws {@link IllegalStateException}. Safe to share between threads until destroyed.
 */
public final class PrivateKey {
  public static final int SIZE = 32;

  /**
   * Least entropy for {@link #fromEntropy}: 64 bits more than a key, so that the bias is below
   * 2^-64.
   */
  public static final int MIN_ENTROPY = 40;

  private final byte[] bytes;
  private volatile boolean destroyed;
  private volatile @Nullable PublicKey publicKey;

  private PrivateKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies 32 bytes, which must be a number in [1, n). */
  public static PrivateKey fromBytes(byte[] bytes) throws MalformedException {
    if (bytes.length != SIZE) {
      throw new MalformedException("a private key has 32 bytes, this has " + bytes.length);
    }
    if (!Secp256k1Curve.isScalar(bytes, 0)) {
      throw new MalformedException(
          "a private key must be above 0 and below the order of secp256k1");
    }
    return new PrivateKey(bytes.clone());
  }

  /** Reads 64 hex digits, with or without 0x. Errors do not repeat the text. */
  public static PrivateKey parse(String text) throws MalformedException {
    return fromBytes(HexText.parse(text, SIZE, "a private key"));
  }

  /** For constants of tests and development networks: like {@link #parse}, unchecked. */
  public static PrivateKey fromHex(String text) {
    try {
      return parse(text);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Makes a key from at least {@value #MIN_ENTROPY} bytes of a cryptographic random source, by
   * extra random bits (FIPS 186-5 §A.2.1). This module has no random source of its own.
   */
  public static PrivateKey fromEntropy(byte[] entropy) {
    if (entropy.length < MIN_ENTROPY) {
      throw new IllegalArgumentException("a key needs at least 40 bytes of entropy");
    }
    BigInteger range = Secp256k1Curve.N.subtract(BigInteger.ONE);
    BigInteger scalar = new BigInteger(1, entropy).mod(range).add(BigInteger.ONE);
    return new PrivateKey(Secp256k1Curve.toBytes32(scalar));
  }

  public PublicKey publicKey() {
    PublicKey known = publicKey;
    if (known == null) {
      known = Ecdsa.best().publicKey(this);
      publicKey = known;
    }
    return known;
  }

  public Address address() {
    return publicKey().address();
  }

  /** A deterministic (RFC 6979), low-s signature of the 32 bytes themselves. */
  public Signature sign(Hash hash) {
    return Ecdsa.best().sign(hash, this);
  }

  /** A copy of the secret; the caller wipes it. */
  public byte[] toBytes() {
    return internalBytes().clone();
  }

  /** Overwrites the secret in memory. */
  public void destroy() {
    destroyed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  /** The array itself, not to be changed nor let out of this package. */
  byte[] internalBytes() {
    if (destroyed) {
      throw new IllegalStateException("this private key was destroyed");
    }
    return bytes;
  }

  @Override
  public String toString() {
    return destroyed ? "PrivateKey(destroyed)" : "PrivateKey(" + address() + ")";
  }
}
