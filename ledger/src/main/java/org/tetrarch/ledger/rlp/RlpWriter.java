package org.tetrarch.ledger.rlp;

import java.math.BigInteger;
import java.util.Arrays;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

/**
 * Writes RLP in one pass into one buffer: the hot path, where a tree of items would be garbage. Not
 * for several threads.
 *
 * <pre>{@code new RlpWriter().beginList().add(nonce).add(address).endList().toBytes()}</pre>
 */
public final class RlpWriter {
  private static final int SHORT_STRING = 0x80;
  private static final int SHORT_LIST = 0xc0;
  private static final int MAX_SHORT = 55;

  private byte[] buffer;
  private int size;
  private int[] listStarts = new int[4];
  private int depth;

  public RlpWriter() {
    this(128);
  }

  /** With room for about so many bytes; it grows when they are more. */
  public RlpWriter(int expectedSize) {
    buffer = new byte[Math.max(16, expectedSize)];
  }

  /** Opens a list; what is added until {@link #endList()} is in it. */
  public RlpWriter beginList() {
    if (depth == listStarts.length) {
      listStarts = Arrays.copyOf(listStarts, 2 * depth);
    }
    // Room for the prefix of a short list; a long one moves its content when its size is known.
    reserve(1);
    listStarts[depth++] = ++size;
    return this;
  }

  public RlpWriter endList() {
    if (depth == 0) {
      throw new IllegalStateException("no list is open");
    }
    int start = listStarts[--depth];
    int payload = size - start;
    if (payload <= MAX_SHORT) {
      buffer[start - 1] = (byte) (SHORT_LIST + payload);
      return this;
    }
    int lengthBytes = bytesOf(payload);
    reserve(lengthBytes);
    System.arraycopy(buffer, start, buffer, start + lengthBytes, payload);
    buffer[start - 1] = (byte) (SHORT_LIST + MAX_SHORT + lengthBytes);
    writeBigEndian(payload, lengthBytes, start);
    size += lengthBytes;
    return this;
  }

  public RlpWriter add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  public RlpWriter add(byte[] source, int offset, int length) {
    reserve(length + 5);
    if (length == 1 && source[offset] >= 0) {
      buffer[size++] = source[offset];
      return this;
    }
    writeStringPrefix(length);
    System.arraycopy(source, offset, buffer, size, length);
    size += length;
    return this;
  }

  /** A number ≥ 0. */
  public RlpWriter add(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("RLP has no negative numbers");
    }
    reserve(Long.BYTES + 1);
    if (number > 0 && number < SHORT_STRING) {
      buffer[size++] = (byte) number;
      return this;
    }
    int length = bytesOf(number);
    buffer[size++] = (byte) (SHORT_STRING + length);
    writeBigEndian(number, length, size);
    size += length;
    return this;
  }

  /** A number ≥ 0. */
  public RlpWriter add(BigInteger number) {
    if (number.bitLength() < Long.SIZE) {
      return add(number.longValue());
    }
    if (number.signum() < 0) {
      throw new IllegalArgumentException("RLP has no negative numbers");
    }
    byte[] bytes = number.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    return add(bytes, skip, bytes.length - skip);
  }

  public RlpWriter add(Wei amount) {
    return add(amount.value());
  }

  public RlpWriter add(Hash hash) {
    reserve(Hash.SIZE + 1);
    buffer[size++] = (byte) (SHORT_STRING + Hash.SIZE);
    hash.copyTo(buffer, size);
    size += Hash.SIZE;
    return this;
  }

  public RlpWriter add(Address address) {
    reserve(Address.SIZE + 1);
    buffer[size++] = (byte) (SHORT_STRING + Address.SIZE);
    address.copyTo(buffer, size);
    size += Address.SIZE;
    return this;
  }

  public RlpWriter add(RlpItem item) {
    switch (item) {
      case RlpBytes bytes -> bytes.writeTo(this);
      case RlpList list -> list.writeTo(this);
    }
    return this;
  }

  /** Adds bytes that are RLP already, as they are. */
  public RlpWriter addEncoded(byte[] rlp) {
    reserve(rlp.length);
    System.arraycopy(rlp, 0, buffer, size, rlp.length);
    size += rlp.length;
    return this;
  }

  /** What was written; every list must be closed. */
  public byte[] toBytes() {
    if (depth != 0) {
      throw new IllegalStateException(depth + " lists are still open");
    }
    return Arrays.copyOf(buffer, size);
  }

  private void writeStringPrefix(int length) {
    if (length <= MAX_SHORT) {
      buffer[size++] = (byte) (SHORT_STRING + length);
      return;
    }
    int lengthBytes = bytesOf(length);
    buffer[size++] = (byte) (SHORT_STRING + MAX_SHORT + lengthBytes);
    writeBigEndian(length, lengthBytes, size);
    size += lengthBytes;
  }

  private void writeBigEndian(long number, int bytes, int at) {
    for (int i = 0; i < bytes; i++) {
      buffer[at + i] = (byte) (number >>> (8 * (bytes - 1 - i)));
    }
  }

  private static int bytesOf(long number) {
    return (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) / 8;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
    }
  }
}
