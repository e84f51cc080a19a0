package org.tetrarch.ledger.rlp;

import java.util.ArrayList;
import java.util.List;

/** One pass over one input; items become slices of it. */
final class RlpReader {
  // Yellow Paper, appendix B: the first byte tells single byte, string, long string, list, long
  // list.
  private static final int STRING = 0x80;
  private static final int LONG_STRING = 0xb7;
  private static final int LIST = 0xc0;
  private static final int LONG_LIST = 0xf7;
  private static final int MAX_SHORT = 55;

  private final byte[] input;
  private int position;
  private int items;

  /** Takes the array over. */
  RlpReader(byte[] input) {
    this.input = input;
  }

  RlpItem readWhole() throws RlpException {
    RlpItem item = readItem(input.length, 1);
    if (position != input.length) {
      throw new RlpException(input.length - position + " bytes left over after the item");
    }
    return item;
  }

  private RlpItem readItem(int end, int depth) throws RlpException {
    if (++items > Rlp.maxItems(input.length)) {
      throw new RlpException(
          "more than %d items in %d bytes".formatted(Rlp.maxItems(input.length), input.length));
    }
    if (position >= end) {
      throw new RlpException("input ends where an item should begin");
    }
    int prefix = input[position] & 0xff;
    if (prefix < STRING) {
      return new RlpBytes(input, position++, 1);
    }
    position++;
    if (prefix < LIST) {
      int size = readSize(prefix, STRING, LONG_STRING, end);
      return readString(size);
    }
    int size = readSize(prefix, LIST, LONG_LIST, end);
    return readList(size, depth);
  }

  private RlpBytes readString(int size) throws RlpException {
    if (size == 1 && (input[position] & 0xff) < STRING) {
      throw new RlpException("a single byte below 0x80 must stand for itself");
    }
    RlpBytes bytes = new RlpBytes(input, position, size);
    position += size;
    return bytes;
  }

  private RlpList readList(int size, int depth) throws RlpException {
    if (depth > Rlp.MAX_DEPTH) {
      throw new RlpException("lists nested deeper than " + Rlp.MAX_DEPTH);
    }
    int end = position + size;
    List<RlpItem> list = new ArrayList<>();
    while (position < end) {
      list.add(readItem(end, depth + 1));
    }
    return RlpList.of(list);
  }

  /** Reads the length after its prefix and checks that so many bytes are there. */
  private int readSize(int prefix, int shortBase, int longBase, int end) throws RlpException {
    int size = prefix <= longBase ? prefix - shortBase : readLongSize(prefix - longBase, end);
    if (size > end - position) {
      throw new RlpException(
          "an item of " + size + " bytes where " + (end - position) + " are left");
    }
    return size;
  }

  private int readLongSize(int bytes, int end) throws RlpException {
    if (bytes > end - position) {
      throw new RlpException("input ends within a length");
    }
    if (input[position] == 0) {
      throw new RlpException("a length with a leading zero byte");
    }
    long size = 0;
    for (int i = 0; i < bytes; i++) {
      size = (size << 8) | (input[position++] & 0xff);
      if (size > Rlp.MAX_BYTES) {
        throw new RlpException("a length beyond the limit of " + Rlp.MAX_BYTES + " bytes");
      }
    }
    if (size <= MAX_SHORT) {
      throw new RlpException("a length of " + size + " in the long form");
    }
    return (int) size;
  }
}
