package org.tetrarch.wallet.keystore;

/**
 * How hard guessing the password of a new key is made. Whoever has the file tries passwords at this
 * price each; so does the owner, once.
 */
public enum Protection {
  /** geth's choice: 256 MiB and about a second. */
  SCRYPT,
  /** geth's choice for small machines: 4 MiB and a tenth of a second. */
  LIGHT_SCRYPT,
  /** For readers that have no scrypt; little memory, so that guessing on graphics cards pays. */
  PBKDF2;

  private static final int R = 8;
  private static final int ITERATIONS = 600_000;

  KeyDerivation with(String salt) {
    return switch (this) {
      case SCRYPT -> new KeyDerivation.Scrypt(262_144, R, 1, salt);
      case LIGHT_SCRYPT -> new KeyDerivation.Scrypt(4_096, R, 6, salt);
      case PBKDF2 -> new KeyDerivation.Pbkdf2(ITERATIONS, salt);
    };
  }
}
