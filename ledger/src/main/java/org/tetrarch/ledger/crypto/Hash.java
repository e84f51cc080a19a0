package org.tetrarch.ledger.crypto;

import java.util.Arrays;
import org.tetrarch.ledger.MalformedException;

/** An immutable 32-byte value, in practice a keccak-256 hash; ordered as an unsigned number. */
public final class Hash implements Comparable<Hash> {
  public static final int SIZE = 32;
  public static final Hash ZERO = new Hash(new byte[SIZE]);

  private final byte[] bytes;

  /** Takes the array over: for this package, which hands in fresh arrays only. */
  Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies 32 bytes; throws {@link IllegalArgumentException} on another length. */
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** Copies the 32 bytes at {@code offset}. */
  public static Hash of(byte[] source, int offset) {
    return new Hash(Arrays.copyOfRange(source, offset, offset + SIZE));
  }

  /** For constants: like {@link #parse}, but throws {@link IllegalArgumentException}. */
  public static Hash fromHex(String text) {
    try {
      return parse(text);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Reads 64 hex digits of any case, with or without 0x. */
  public static Hash parse(String text) throws MalformedException {
    return new Hash(HexText.parse(text, SIZE, "a hash"));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Writes the 32 bytes into {@code target} without an array in between. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, SIZE);
  }

  /** Lower-case hex with 0x. */
  public String toHex() {
    return HexText.format(bytes);
  }

  /** The array itself, not to be changed nor let out of this package. */
  byte[] internalBytes() {
    return bytes;
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    // Four bytes of a hash are as good as all; those that are not hashes are rare.
    return (bytes[0] << 24)
        | ((bytes[1] & 0xff) << 16)
        | ((bytes[2] & 0xff) << 8)
        | (bytes[31] & 0xff);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
