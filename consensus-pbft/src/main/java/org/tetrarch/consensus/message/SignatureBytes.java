package org.tetrarch.consensus.message;

import java.util.Arrays;
import java.util.HexFormat;

/** A signature, opaque here; at most {@value #MAX_LENGTH} bytes. */
public final class SignatureBytes {
  public static final int MAX_LENGTH = 128;

  private final byte[] bytes;

  private SignatureBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if there are more than {@value #MAX_LENGTH} bytes
   */
  public static SignatureBytes of(byte[] bytes) {
    if (bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a signature of " + bytes.length + " bytes");
    }
    return new SignatureBytes(bytes.clone());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignatureBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length)) + "…";
  }
}
