package org.tetrarch.ledger.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.tetrarch.ledger.MalformedException;

/**
 * A recoverable ECDSA signature in its one canonical form: 1 ≤ r &lt; n, 1 ≤ s ≤ n/2 (EIP-2), and
 * the parity of the nonce point's y. No other value of this type exists.
 */
public final class Signature {
  /** r, s, parity of y. */
  public static final int SIZE = 65;

  private static final int PARITY = 64;
  private static final String WRONG_PARITY = "a signature's parity must be 0 or 1";

  private final byte[] bytes;

  /** Takes the array over: for this package, which hands in fresh canonical arrays only. */
  Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies 65 bytes r, s, parity (0 or 1); refuses whatever is not canonical. */
  public static Signature fromBytes(byte[] bytes) throws MalformedException {
    if (bytes.length != SIZE) {
      throw new MalformedException("a signature has 65 bytes, this has " + bytes.length);
    }
    return checked(bytes.clone());
  }

  /** For r and s below 2^256, as transactions carry them; refuses whatever is not canonical. */
  public static Signature of(BigInteger r, BigInteger s, int yParity) throws MalformedException {
    if ((yParity & ~1) != 0) {
      throw new MalformedException(WRONG_PARITY);
    }
    if (r.signum() < 0 || r.bitLength() > 256 || s.signum() < 0 || s.bitLength() > 256) {
      throw new MalformedException("a signature's r and s must fit 256 bits");
    }
    byte[] bytes = new byte[SIZE];
    Secp256k1Curve.writeBytes32(r, bytes, 0);
    Secp256k1Curve.writeBytes32(s, bytes, 32);
    bytes[PARITY] = (byte) yParity;
    return checked(bytes);
  }

  private static Signature checked(byte[] bytes) throws MalformedException {
    if (!Secp256k1Curve.isScalar(bytes, 0)) {
      throw new MalformedException("a signature's r is out of range");
    }
    if (!Secp256k1Curve.isLowScalar(bytes, 32)) {
      throw new MalformedException("a signature's s is out of range or not the lower one (EIP-2)");
    }
    if ((bytes[PARITY] & ~1) != 0) {
      throw new MalformedException(WRONG_PARITY);
    }
    return new Signature(bytes);
  }

  public BigInteger r() {
    return Secp256k1Curve.number(bytes, 0);
  }

  public BigInteger s() {
    return Secp256k1Curve.number(bytes, 32);
  }

  /** 0 or 1: whether the y coordinate of the nonce point is odd. */
  public int yParity() {
    return bytes[PARITY];
  }

  /** 65 bytes: r, s, parity. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Writes the 65 bytes into {@code target} without an array in between. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, SIZE);
  }

  /** 64 bytes: r, s. */
  byte[] compact() {
    return Arrays.copyOf(bytes, PARITY);
  }

  public String toHex() {
    return HexText.format(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
