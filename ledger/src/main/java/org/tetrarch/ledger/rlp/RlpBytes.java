package org.tetrarch.ledger.rlp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

/** A byte string: a slice of an array that nobody else can change. */
public final class RlpBytes implements RlpItem {
  private final byte[] source;
  private final int offset;
  private final int size;

  /** Takes over {@code source}: for this package, which keeps it private. */
  RlpBytes(byte[] source, int offset, int size) {
    this.source = source;
    this.offset = offset;
    this.size = size;
  }

  static RlpBytes copyOf(byte[] bytes) {
    return owning(bytes.clone());
  }

  static RlpBytes owning(byte[] fresh) {
    return new RlpBytes(fresh, 0, fresh.length);
  }

  static RlpBytes ofNumber(BigInteger number) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException("RLP has no negative numbers");
    }
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? new RlpBytes(bytes, 1, bytes.length - 1) : owning(bytes);
  }

  /** Number of bytes. */
  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public byte[] toBytes() {
    return Arrays.copyOfRange(source, offset, offset + size);
  }

  @Override
  public byte[] encoded() {
    return new RlpWriter().add(this).toBytes();
  }

  @Override
  public RlpBytes asString() {
    return this;
  }

  @Override
  public List<RlpItem> asList() throws RlpException {
    throw new RlpException("expected a list, not a byte string");
  }

  void writeTo(RlpWriter writer) {
    writer.add(source, offset, size);
  }

  void requireSize(int expected) throws RlpException {
    if (size != expected) {
      throw new RlpException("expected " + expected + " bytes, not " + size);
    }
  }

  long readLong() throws RlpException {
    requireNumber(Long.BYTES);
    long number = 0;
    for (int i = 0; i < size; i++) {
      number = (number << 8) | (source[offset + i] & 0xff);
    }
    if (number < 0) {
      throw new RlpException("number is too large: it must be below 2^63");
    }
    return number;
  }

  BigInteger readUint256() throws RlpException {
    requireNumber(Wei.BITS / Byte.SIZE);
    return new BigInteger(1, source, offset, size);
  }

  private void requireNumber(int maxSize) throws RlpException {
    if (size > maxSize) {
      throw new RlpException("number of " + size + " bytes, at most " + maxSize + " fit");
    }
    if (size > 0 && source[offset] == 0) {
      throw new RlpException("number with a leading zero byte");
    }
  }

  Hash readHash() throws RlpException {
    requireSize(Hash.SIZE);
    return Hash.of(source, offset);
  }

  Address readAddress() throws RlpException {
    requireSize(Address.SIZE);
    return Address.of(source, offset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RlpBytes bytes
        && Arrays.equals(
            source, offset, offset + size, bytes.source, bytes.offset, bytes.offset + bytes.size);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(source, offset, offset + size);
  }
}
