package org.tetrarch.ledger.rlp;

import java.util.Arrays;

/** Encodes items and decodes bytes that came from outside. */
public final class Rlp {
  /** Longest input that is looked at. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Deepest nesting of lists: our own formats need 6, a list in the outermost is at depth 2. */
  public static final int MAX_DEPTH = 16;

  /** So many items any input may have. */
  public static final int FREE_ITEMS = 1024;

  /**
   * Beyond those, one item for so many bytes: an item costs some 60 bytes of memory, so that an
   * input of nothing but small ones would cost 60 times its size and more. Our own formats have at
   * least 9 bytes for each item.
   */
  public static final int BYTES_PER_ITEM = 8;

  private Rlp() {}

  public static byte[] encode(RlpItem item) {
    return item.encoded();
  }

  /** Most items that an input of this size may have. */
  static int maxItems(int bytes) {
    return FREE_ITEMS + bytes / BYTES_PER_ITEM;
  }

  /**
   * Decodes exactly one item that fills the whole input. Refuses every non-canonical form: a length
   * in more bytes than needed, a prefix before a single byte below 0x80, bytes left over.
   */
  public static RlpItem decode(byte[] input) throws RlpException {
    return decode(input, 0);
  }

  /** Like {@link #decode(byte[])}, for the item that fills the input from {@code offset} on. */
  public static RlpItem decode(byte[] input, int offset) throws RlpException {
    int size = input.length - offset;
    if (size > MAX_BYTES) {
      throw new RlpException("RLP of " + size + " bytes, the limit is " + MAX_BYTES);
    }
    return new RlpReader(Arrays.copyOfRange(input, offset, input.length)).readWhole();
  }
}
