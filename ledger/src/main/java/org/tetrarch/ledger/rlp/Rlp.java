package org.tetrarch.ledger.rlp;

import java.util.Arrays;

/** Encodes items and decodes bytes that came from outside. */
public final class Rlp {
  /** Longest input that is looked at. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Deepest nesting of lists: our own formats need 6, a list in the outermost is at depth 2. */
  public static final int MAX_DEPTH = 16;

  /** Most items in one input: bounds the memory that items of one byte could cost. */
  public static final int MAX_ITEMS = 1 << 20;

  private Rlp() {}

  public static byte[] encode(RlpItem item) {
    return item.encoded();
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
