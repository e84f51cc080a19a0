package org.tetrarch.genesis.mnemonic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tetrarch.ledger.crypto.PrivateKey;

/** The accounts that Ethereum wallets make of a mnemonic: m/44'/60'/0'/0/i (BIP-44, SLIP-44). */
public final class EthereumAccounts {
  private static final int PURPOSE = 44 + ExtendedKey.HARDENED;
  private static final int COIN_TYPE_ETHER = 60 + ExtendedKey.HARDENED;
  private static final int FIRST_ACCOUNT = ExtendedKey.HARDENED;
  private static final int EXTERNAL_CHAIN = 0;

  private EthereumAccounts() {}

  /**
   * The key at one index of at least 0; the caller wipes {@code passphrase}, which is often empty.
   */
  public static PrivateKey key(Mnemonic mnemonic, char[] passphrase, int index) {
    return keys(mnemonic, passphrase, index, 1).getFirst();
  }

  /** The keys at {@code count} indices from {@code first}. */
  public static List<PrivateKey> keys(Mnemonic mnemonic, char[] passphrase, int first, int count) {
    if (first < 0 || count < 0 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException("an account's index is between 0 and 2^31-1");
    }
    byte[] seed = mnemonic.seed(passphrase);
    ExtendedKey master = ExtendedKey.fromSeed(seed);
    ExtendedKey parent = master.descendant(PURPOSE, COIN_TYPE_ETHER, FIRST_ACCOUNT, EXTERNAL_CHAIN);
    List<PrivateKey> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(parent.child(first + i).key());
    }
    Arrays.fill(seed, (byte) 0);
    master.destroy();
    parent.destroy();
    return keys;
  }

  /** How the path of an account is written. */
  public static String path(int index) {
    return "m/44'/60'/0'/0/" + index;
  }
}
