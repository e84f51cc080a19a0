package org.tetrarch.wallet.prompt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to characters without a copy that nobody wipes. */
final class SecretText {
  private SecretText() {}

  /**
   * Decodes the first {@code length} bytes. Bytes that are no UTF-8 are an error: replaced by one
   * sign for all, they would make different passwords equal.
   */
  static char[] decode(byte[] bytes, int length, String what) throws IOException {
    CharBuffer decoded;
    try {
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
    } catch (CharacterCodingException e) {
      throw new IOException(what + " is no UTF-8 text", e);
    }
    char[] text = new char[decoded.remaining()];
    decoded.get(text);
    Arrays.fill(decoded.array(), '\0');
    return text;
  }
}
