package org.tetrarch.ledger.trie;

import java.util.Arrays;
import org.tetrarch.ledger.rlp.RlpException;

/**
 * Paths of half-bytes, one to an array element, and their hex-prefix encoding (Yellow Paper,
 * appendix C).
 */
final class Nibbles {
  private static final int ODD = 1;
  private static final int LEAF = 2;

  private Nibbles() {}

  static byte[] of(byte[] key) {
    byte[] nibbles = new byte[2 * key.length];
    for (int i = 0; i < key.length; i++) {
      nibbles[2 * i] = (byte) ((key[i] >> 4) & 0xf);
      nibbles[2 * i + 1] = (byte) (key[i] & 0xf);
    }
    return nibbles;
  }

  /** How many nibbles {@code path} shares with {@code key} from {@code at} on. */
  static int common(byte[] path, byte[] key, int at) {
    int mismatch = Arrays.mismatch(path, 0, path.length, key, at, key.length);
    return mismatch < 0 ? path.length : mismatch;
  }

  static byte[] from(byte[] path, int start) {
    return Arrays.copyOfRange(path, start, path.length);
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  static byte[] hexPrefix(byte[] path, boolean leaf) {
    int odd = path.length & 1;
    byte[] encoded = new byte[path.length / 2 + 1];
    encoded[0] = (byte) ((leaf ? LEAF : 0) << 4 | odd << 4 | (odd == 1 ? path[0] : 0));
    for (int i = odd, j = 1; i < path.length; i += 2, j++) {
      encoded[j] = (byte) (path[i] << 4 | path[i + 1]);
    }
    return encoded;
  }

  static boolean isLeaf(byte[] hexPrefix) throws RlpException {
    return (flags(hexPrefix) & LEAF) != 0;
  }

  static byte[] path(byte[] hexPrefix) throws RlpException {
    boolean odd = (flags(hexPrefix) & ODD) != 0;
    if (!odd && (hexPrefix[0] & 0xf) != 0) {
      throw new RlpException("hex prefix with a padding that is not zero");
    }
    byte[] nibbles = of(hexPrefix);
    return from(nibbles, odd ? 1 : 2);
  }

  private static int flags(byte[] hexPrefix) throws RlpException {
    if (hexPrefix.length == 0 || (hexPrefix[0] & 0xc0) != 0) {
      throw new RlpException("no hex prefix");
    }
    return (hexPrefix[0] >> 4) & 0xf;
  }
}
