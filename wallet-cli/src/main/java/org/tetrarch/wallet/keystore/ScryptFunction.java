package org.tetrarch.wallet.keystore;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.Pack;

/**
 * scrypt (RFC 7914). Bouncy Castle's refuses r = 1 with n ≥ 65,536, as the RFC asks, but keystores
 * with r = 1 and n = 262,144 exist: that of the Web3 Secret Storage Definition is one.
 */
final class ScryptFunction {
  /** 64 bytes. */
  private static final int SALSA_WORDS = 16;

  private static final int SALSA_ROUNDS = 8;

  private ScryptFunction() {}

  static byte[] derive(byte[] password, byte[] salt, int n, int r, int p, int length) {
    int blockWords = 2 * SALSA_WORDS * r;
    byte[] bytes = pbkdf2(password, salt, p * blockWords * Integer.BYTES);
    int[] words = new int[p * blockWords];
    Pack.littleEndianToInt(bytes, 0, words);
    for (int i = 0; i < p; i++) {
      mixSequentially(words, i * blockWords, n, r);
    }
    Pack.intToLittleEndian(words, bytes, 0);
    Arrays.fill(words, 0);
    try {
      return pbkdf2(password, bytes, length);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** scryptROMix (RFC 7914 §5) on one block of {@code words}. */
  private static void mixSequentially(int[] words, int offset, int n, int r) {
    int blockWords = 2 * SALSA_WORDS * r;
    int[] x = Arrays.copyOfRange(words, offset, offset + blockWords);
    int[] y = new int[blockWords];
    int[][] memory = new int[n][];
    for (int i = 0; i < n; i++) {
      memory[i] = x.clone();
      mixBlock(x, y, r);
      int[] swap = x;
      x = y;
      y = swap;
    }
    for (int i = 0; i < n; i++) {
      int j = x[blockWords - SALSA_WORDS] & (n - 1);
      int[] v = memory[j];
      for (int k = 0; k < blockWords; k++) {
        x[k] ^= v[k];
      }
      mixBlock(x, y, r);
      int[] swap = x;
      x = y;
      y = swap;
    }
    System.arraycopy(x, 0, words, offset, blockWords);
    for (int[] block : memory) {
      Arrays.fill(block, 0);
    }
  }

  /**
   * scryptBlockMix (RFC 7914 §4): even results to the first half of {@code out}, odd to the other.
   */
  private static void mixBlock(int[] in, int[] out, int r) {
    int[] x = Arrays.copyOfRange(in, in.length - SALSA_WORDS, in.length);
    int[] mixed = new int[SALSA_WORDS];
    for (int i = 0; i < 2 * r; i++) {
      for (int k = 0; k < SALSA_WORDS; k++) {
        x[k] ^= in[i * SALSA_WORDS + k];
      }
      Salsa20Engine.salsaCore(SALSA_ROUNDS, x, mixed);
      int target = (i / 2 + (i % 2) * r) * SALSA_WORDS;
      System.arraycopy(mixed, 0, out, target, SALSA_WORDS);
      System.arraycopy(mixed, 0, x, 0, SALSA_WORDS);
    }
  }

  private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
    generator.init(password, salt, 1);
    return ((KeyParameter) generator.generateDerivedParameters(length * 8)).getKey();
  }
}
