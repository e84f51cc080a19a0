package org.tetrarch.ledger.crypto;

import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import org.tetrarch.ledger.MalformedException;

/**
 * A point of secp256k1 other than infinity: 64 bytes, x then y, without the prefix byte of SEC 1.
 */
public final class PublicKey {
  public static final int SIZE = 64;

  /** SEC 1 §2.3.3: the prefix of an uncompressed point. */
  private static final byte UNCOMPRESSED = 4;

  private final byte[] bytes;

  /** Takes over 64 bytes that are known to be a point of the curve. */
  PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads 33 bytes (compressed), 64 bytes, or 65 bytes (prefix 4) and checks the curve equation.
   */
  public static PublicKey fromBytes(byte[] encoded) throws MalformedException {
    byte[] sec1 =
        switch (encoded.length) {
          case SIZE -> withPrefix(encoded);
          case 33, SIZE + 1 -> encoded;
          default ->
              throw new MalformedException(
                  "a public key has 33, 64 or 65 bytes, this has " + encoded.length);
        };
    if (sec1.length == SIZE + 1 && sec1[0] != UNCOMPRESSED) {
      throw new MalformedException("a public key of 65 bytes starts with 04");
    }
    try {
      return of(Secp256k1Curve.decode(sec1));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a public key is not a point of secp256k1", e);
    }
  }

  /** Reads 66, 128 or 130 hex digits, with or without 0x. */
  public static PublicKey parse(String text) throws MalformedException {
    int digits = text.startsWith("0x") ? text.length() - 2 : text.length();
    int size = digits == 66 || digits == 2 * SIZE ? digits / 2 : SIZE + 1;
    return fromBytes(HexText.parse(text, size, "a public key"));
  }

  static PublicKey of(ECPoint point) {
    return new PublicKey(Arrays.copyOfRange(point.getEncoded(false), 1, SIZE + 1));
  }

  private static byte[] withPrefix(byte[] point) {
    byte[] prefixed = new byte[SIZE + 1];
    prefixed[0] = UNCOMPRESSED;
    System.arraycopy(point, 0, prefixed, 1, SIZE);
    return prefixed;
  }

  public Address address() {
    return Address.of(this);
  }

  /** 64 bytes: x, y. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** 65 bytes: 04, x, y. */
  public byte[] uncompressed() {
    return withPrefix(bytes);
  }

  /** 33 bytes: 02 or 03 by the parity of y, x. */
  public byte[] compressed() {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + (bytes[SIZE - 1] & 1));
    System.arraycopy(bytes, 0, compressed, 1, 32);
    return compressed;
  }

  /** 128 hex digits with 0x. */
  public String toHex() {
    return HexText.format(bytes);
  }

  /** The array itself, not to be changed nor let out of this package. */
  byte[] internalBytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
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
