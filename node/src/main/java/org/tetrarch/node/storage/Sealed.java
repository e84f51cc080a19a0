package org.tetrarch.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A value as it lies in the database: its bytes, then CRC-32C over key and value. The native
 * database checks what it reads, the one in Java does not: a flipped bit in one of its tables comes
 * back as another value.
 */
final class Sealed {
  private static final int CHECK = Integer.BYTES;

  private Sealed() {}

  static byte[] seal(byte[] key, byte[] value) {
    return ByteBuffer.allocate(value.length + CHECK)
        .put(value)
        .putInt(check(key, value, value.length))
        .array();
  }

  /** The value; throws when these are not the bytes that were stored under this key. */
  static byte[] open(byte[] key, byte[] sealed) throws IOException {
    int length = sealed.length - CHECK;
    if (length < 0 || ByteBuffer.wrap(sealed).getInt(length) != check(key, sealed, length)) {
      throw new IOException("checksum mismatch in a value of " + sealed.length + " bytes");
    }
    return Arrays.copyOf(sealed, length);
  }

  private static int check(byte[] key, byte[] value, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(key);
    checksum.update(value, 0, length);
    return (int) checksum.getValue();
  }
}
