package org.tetrarch.consensus.message;

import java.util.Arrays;
import java.util.HexFormat;

/** A 32-byte digest of a batch or of a state; how it is computed is the embedder's affair. */
public final class Digest implements Comparable<Digest> {
  public static final int LENGTH = 32;

  /** The digest of the null request of PBFT §4.4, which executes as an empty block. */
  public static final Digest NULL_REQUEST = new Digest(new byte[LENGTH]);

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if there are not exactly 32 bytes
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public boolean isNullRequest() {
    return equals(NULL_REQUEST);
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes, 0, 4) + "…";
  }
}
