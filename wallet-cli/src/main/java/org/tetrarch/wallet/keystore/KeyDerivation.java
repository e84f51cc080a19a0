package org.tetrarch.wallet.keystore;

import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * How a password becomes a key, at a cost that slows down guessing. The constructors bound that
 * cost with {@link IllegalArgumentException}, since a file from elsewhere may ask for anything.
 */
sealed interface KeyDerivation {
  /** The first half encrypts, the second authenticates. */
  int KEY_BYTES = 32;

  int MAX_SALT_BYTES = 256;

  /** The derived key, which the caller wipes; {@code password} is the caller's to wipe too. */
  byte[] derive(byte[] password);

  /** Name and cost, for people. */
  String describe();

  /**
   * scrypt (RFC 7914) with cost {@code n}, block size {@code r} and parallelism {@code p}; the salt
   * in hex.
   */
  record Scrypt(int n, int r, int p, String salt) implements KeyDerivation {
    /** 1 GiB: four times what the usual parameters take. */
    private static final long MAX_MEMORY = 1L << 30;

    /** Block mixes, each of some microseconds: four times what the usual parameters take. */
    private static final long MAX_WORK = 1L << 23;

    public Scrypt {
      requireBoundedSalt(salt);
      boolean sane = n > 1 && Integer.bitCount(n) == 1 && r > 0 && p > 0 && r <= 64 && p <= 64;
      if (!sane || 128L * n * r > MAX_MEMORY || (long) n * r * p > MAX_WORK) {
        throw new IllegalArgumentException(
            "kdfparams: scrypt with n=%d, r=%d, p=%d is out of bounds".formatted(n, r, p));
      }
    }

    @Override
    public byte[] derive(byte[] password) {
      return ScryptFunction.derive(password, HexFormat.of().parseHex(salt), n, r, p, KEY_BYTES);
    }

    @Override
    public String describe() {
      return "scrypt, n=%d, r=%d, p=%d".formatted(n, r, p);
    }
  }

  /** PBKDF2 (RFC 8018) with HMAC-SHA256 and {@code iterations}; the salt in hex. */
  record Pbkdf2(int iterations, String salt) implements KeyDerivation {
    private static final int MAX_ITERATIONS = 10_000_000;

    public Pbkdf2 {
      requireBoundedSalt(salt);
      if (iterations < 1 || iterations > MAX_ITERATIONS) {
        throw new IllegalArgumentException(
            "kdfparams: pbkdf2 with c=" + iterations + " is out of bounds");
      }
    }

    @Override
    public byte[] derive(byte[] password) {
      PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
      generator.init(password, HexFormat.of().parseHex(salt), iterations);
      return ((KeyParameter) generator.generateDerivedParameters(KEY_BYTES * 8)).getKey();
    }

    @Override
    public String describe() {
      return "pbkdf2, c=" + iterations;
    }
  }

  private static void requireBoundedSalt(String salt) {
    if (salt.length() > 2 * MAX_SALT_BYTES) {
      throw new IllegalArgumentException("kdfparams: the salt is too long");
    }
  }
}
