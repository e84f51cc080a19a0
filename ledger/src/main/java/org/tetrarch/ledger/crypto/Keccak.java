package org.tetrarch.ledger.crypto;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it: the padding of the original submission, not that of SHA3-256. */
public final class Keccak {
  private static final int BITS = 256;

  private Keccak() {}

  /** The hash of all parts as one string. */
  public static Hash hash(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(BITS);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    return finish(digest);
  }

  public static Hash hash(byte[] source, int offset, int length) {
    KeccakDigest digest = new KeccakDigest(BITS);
    digest.update(source, offset, length);
    return finish(digest);
  }

  private static Hash finish(KeccakDigest digest) {
    byte[] hash = new byte[Hash.SIZE];
    digest.doFinal(hash, 0);
    return new Hash(hash);
  }
}
