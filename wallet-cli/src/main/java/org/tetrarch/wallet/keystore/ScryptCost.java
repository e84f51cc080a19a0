package org.tetrarch.wallet.keystore;

/** How hard guessing the password of a new key is made; both are geth's choices. */
public enum ScryptCost {
  /** 256 MiB and about a second. */
  STANDARD(262_144, 1),
  /** 4 MiB and a tenth of a second: for tests and small machines. */
  LIGHT(4_096, 6);

  static final int R = 8;

  private final int n;
  private final int p;

  ScryptCost(int n, int p) {
    this.n = n;
    this.p = p;
  }

  KeyDerivation.Scrypt with(String salt) {
    return new KeyDerivation.Scrypt(n, R, p, salt);
  }
}
