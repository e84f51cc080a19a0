package org.tetrarch.ledger.crypto;

import java.util.HexFormat;
import org.tetrarch.ledger.MalformedException;

/** Fixed-size values as 0x-prefixed lower-case hex. */
final class HexText {
  private static final HexFormat HEX = HexFormat.of();
  private static final String PREFIX = "0x";

  private HexText() {}

  static String format(byte[] bytes) {
    return PREFIX + HEX.formatHex(bytes);
  }

  /**
   * Reads exactly {@code size} bytes; {@code what} names the value in errors, {@code text} is not
   * repeated.
   */
  static byte[] parse(String text, int size, String what) throws MalformedException {
    String digits =
        text.startsWith(PREFIX) || text.startsWith("0X") ? text.substring(PREFIX.length()) : text;
    if (digits.length() != 2 * size) {
      throw new MalformedException(
          what + " must have " + 2 * size + " hex digits, this has " + digits.length());
    }
    try {
      return HEX.parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(what + " has a character that is not a hex digit", e);
    }
  }
}
