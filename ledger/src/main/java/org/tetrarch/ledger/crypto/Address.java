package org.tetrarch.ledger.crypto;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;

/** An account's immutable 20-byte address; ordered as an unsigned number. */
public final class Address implements Comparable<Address> {
  public static final int SIZE = 20;
  public static final Address ZERO = new Address(new byte[SIZE]);

  private static final String WHAT = "an address";

  private final byte[] bytes;

  // Written by whichever thread comes first; all would write the same value, which is immutable.
  private @Nullable Hash hashed;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies 20 bytes; throws {@link IllegalArgumentException} on another length. */
  public static Address of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
    }
    return new Address(bytes.clone());
  }

  /** Copies the 20 bytes at {@code offset}. */
  public static Address of(byte[] source, int offset) {
    return new Address(Arrays.copyOfRange(source, offset, offset + SIZE));
  }

  /** The last 20 bytes of keccak(public key). */
  public static Address of(PublicKey key) {
    byte[] hash = Keccak.hash(key.internalBytes()).internalBytes();
    return of(hash, Hash.SIZE - SIZE);
  }

  /**
   * For constants and for text whose checksum does not matter: any case, with or without 0x; throws
   * {@link IllegalArgumentException}.
   */
  public static Address fromHex(String text) {
    try {
      return new Address(HexText.parse(text, SIZE, WHAT));
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Reads an address that a person gave: 0x and 40 hex digits. Digits of mixed case are a checksum,
   * which must be right (EIP-55); all lower or all upper case carries none.
   */
  public static Address parseChecked(String text) throws MalformedException {
    if (!text.startsWith("0x")) {
      throw new MalformedException("an address starts with 0x: \"" + abbreviate(text) + "\"");
    }
    Address address = new Address(HexText.parse(text, SIZE, WHAT));
    String digits = text.substring(2);
    boolean mixedCase =
        !digits.equals(digits.toLowerCase(Locale.ROOT))
            && !digits.equals(digits.toUpperCase(Locale.ROOT));
    if (mixedCase && !text.equals(address.checksummed())) {
      throw new MalformedException(
          "the checksum of address " + text + " is wrong: a letter or its case was mistyped");
    }
    return address;
  }

  private static String abbreviate(String text) {
    return text.length() <= 2 * SIZE + 2 ? text : text.substring(0, 2 * SIZE) + "…";
  }

  /** 0x and 40 hex digits whose case is the checksum of EIP-55: what people are shown. */
  public String checksummed() {
    String hex = HexText.format(bytes);
    byte[] ascii = new byte[2 * SIZE];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) hex.charAt(i + 2);
    }
    byte[] hash = Keccak.hash(ascii).internalBytes();
    StringBuilder text = new StringBuilder(hex);
    for (int i = 0; i < ascii.length; i++) {
      int nibble = (i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2]) & 0xf;
      if (nibble >= 8) {
        text.setCharAt(i + 2, Character.toUpperCase(hex.charAt(i + 2)));
      }
    }
    return text.toString();
  }

  /** Lower-case hex with 0x. */
  public String toHex() {
    return HexText.format(bytes);
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Writes the 20 bytes into {@code target} without an array in between. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, SIZE);
  }

  /** keccak(address): the key of this account in the state trie. */
  public Hash hashed() {
    Hash known = hashed;
    if (known == null) {
      known = Keccak.hash(bytes);
      hashed = known;
    }
    return known;
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The checksummed form. */
  @Override
  public String toString() {
    return checksummed();
  }
}
