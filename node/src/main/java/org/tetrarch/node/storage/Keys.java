package org.tetrarch.node.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Keys that sort as the numbers in them do. */
final class Keys {
  private Keys() {}

  /** A kind's letter and the parts after it. */
  static byte[] of(char kind, byte[]... parts) {
    int size = 1;
    for (byte[] part : parts) {
      size += part.length;
    }
    ByteBuffer key = ByteBuffer.allocate(size).put((byte) kind);
    for (byte[] part : parts) {
      key.put(part);
    }
    return key.array();
  }

  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /** The least key above this one. */
  static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
