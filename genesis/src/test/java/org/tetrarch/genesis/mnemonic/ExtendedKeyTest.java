package org.tetrarch.genesis.mnemonic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtendedKeyTest {
  private static final String BASE_58 =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  /** Test vectors 1 to 4 of BIP-32; "h" marks a hardened index. */
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource(
      textBlock =
          """
          000102030405060708090a0b0c0d0e0f, m, xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi
          000102030405060708090a0b0c0d0e0f, m/0h, xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ7
          000102030405060708090a0b0c0d0e0f, m/0h/1, xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8fs
          000102030405060708090a0b0c0d0e0f, m/0h/1/2h, xprv9z4pot5VBttmtdRTWfWQmoH1taj2axGVzFqSb8C9xaxKymcFzXBDptWmT7FwuEzG3ryjH4ktypQSAewRiNMjANTtpgP4mLTj34bhnZX7UiM
          000102030405060708090a0b0c0d0e0f, m/0h/1/2h/2, xprvA2JDeKCSNNZky6uBCviVfJSKyQ1mDYahRjijr5idH2WwLsEd4Hsb2Tyh8RfQMuPh7f7RtyzTtdrbdqqsunu5Mm3wDvUAKRHSC34sJ7in334
          000102030405060708090a0b0c0d0e0f, m/0h/1/2h/2/1000000000, xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu76
          fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542, m, xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSBHNqPqm55Qn3LqFtT2emdEXVYsCzC2U
          fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542, m/0, xprv9vHkqa6EV4sPZHYqZznhT2NPtPCjKuDKGY38FBWLvgaDx45zo9WQRUT3dKYnjwih2yJD9mkrocEZXo1ex8G81dwSM1fwqWpWkeS3v86pgKt
          fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542, m/0/2147483647h, xprv9wSp6B7kry3Vj9m1zSnLvN3xH8RdsPP1Mh7fAaR7aRLcQMKTR2vidYEeEg2mUCTAwCd6vnxVrcjfy2kRgVsFawNzmjuHc2YmYRmagcEPdU9
          fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542, m/0/2147483647h/1, xprv9zFnWC6h2cLgpmSA46vutJzBcfJ8yaJGg8cX1e5StJh45BBciYTRXSd25UEPVuesF9yog62tGAQtHjXajPPdbRCHuWS6T8XA2ECKADdw4Ef
          fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542, m/0/2147483647h/1/2147483646h, xprvA1RpRA33e1JQ7ifknakTFpgNXPmW2YvmhqLQYMmrj4xJXXWYpDPS3xz7iAxn8L39njGVyuoseXzU6rcxFLJ8HFsTjSyQbLYnMpCqE2VbFWc
          fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542, m/0/2147483647h/1/2147483646h/2, xprvA2nrNbFZABcdryreWet9Ea4LvTJcGsqrMzxHx98MMrotbir7yrKCEXw7nadnHM8Dq38EGfSh6dqA9QWTyefMLEcBYJUuekgW4BYPJcr9E7j
          4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be, m, xprv9s21ZrQH143K25QhxbucbDDuQ4naNntJRi4KUfWT7xo4EKsHt2QJDu7KXp1A3u7Bi1j8ph3EGsZ9Xvz9dGuVrtHHs7pXeTzjuxBrCmmhgC6
          4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be, m/0h, xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcBcBUdJCVVFceUvJFjaPdGZ2y9WACViL4L
          3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678, m, xprv9s21ZrQH143K48vGoLGRPxgo2JNkJ3J3fqkirQC2zVdk5Dgd5w14S7fRDyHH4dWNHUgkvsvNDCkvAwcSHNAQwhwgNMgZhLtQC63zxwhQmRv
          3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678, m/0h, xprv9vB7xEWwNp9kh1wQRfCCQMnZUEG21LpbR9NPCNN1dwhiZkjjeGRnaALmPXCX7SgjFTiCTT6bXes17boXtjq3xLpcDjzEuGLQBM5ohqkao9G
          3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678, m/0h/1h, xprv9xJocDuwtYCMNAo3Zw76WENQeAS6WGXQ55RCy7tDJ8oALr4FWkuVoHJeHVAcAqiZLE7Je3vZJHxspZdFHfnBEjHqU5hG1Jaj32dVoS6XLT1
          """)
  void agreesWithThePublishedVectors(String seed, String path, String extendedKey) {
    ExtendedKey key = ExtendedKey.fromSeed(HexFormat.of().parseHex(seed)).descendant(path(path));

    // Version 4, depth 1, fingerprint 4, index 4, chain code 32, a zero byte, the key 32, checksum.
    byte[] published = decodeBase58(extendedKey);
    assertThat(key.chainCode()).isEqualTo(Arrays.copyOfRange(published, 13, 45));
    assertThat(key.key().toBytes()).isEqualTo(privateKeyOf(extendedKey));
  }

  /** The private key in an extended key as wallets write it. */
  static byte[] privateKeyOf(String extendedKey) {
    return Arrays.copyOfRange(decodeBase58(extendedKey), 46, 78);
  }

  @Test
  void aDestroyedKeyIsOfNoUse() {
    ExtendedKey key = ExtendedKey.fromSeed(new byte[16]);

    key.destroy();

    assertThat(key.chainCode()).containsOnly(0);
    assertThatThrownBy(() -> key.child(0)).isInstanceOf(IllegalStateException.class);
  }

  /** Accounts that development nodes and wallets print, with the mnemonics that they publish. */
  @ParameterizedTest(name = "account {1} of {0}")
  @CsvSource({
    "test test test test test test test test test test test junk, 0, 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
    "test test test test test test test test test test test junk, 1, 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    "test test test test test test test test test test test junk, 9, 0xa0Ee7A142d267C1f36714E4a8F75612F20a79720",
    "myth like bonus scare over problem client lizard pioneer submit female collect, 0, 0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1",
    "myth like bonus scare over problem client lizard pioneer submit female collect, 1, 0xFFcf8FDEE72ac11b5c542428B35EEF5769C409f0",
    "candy maple cake sugar pudding cream honey rich smooth crumble sweet treat, 0, 0x627306090abaB3A6e1400e9345bC60c78a8BEf57"
  })
  void ethereumsAccountsLieAtThePathOfBip44(String words, int index, String address)
      throws Exception {
    Mnemonic mnemonic = Mnemonic.parse(words.toCharArray());

    assertThat(EthereumAccounts.key(mnemonic, new char[0], index).address().checksummed())
        .isEqualTo(address);
  }

  @Test
  void aPassphraseGivesOtherAccounts() throws Exception {
    Mnemonic mnemonic =
        Mnemonic.parse("test test test test test test test test test test test junk".toCharArray());

    assertThat(EthereumAccounts.key(mnemonic, "x".toCharArray(), 0).address())
        .isNotEqualTo(EthereumAccounts.key(mnemonic, new char[0], 0).address());
  }

  private static int[] path(String text) {
    return Arrays.stream(text.split("/"))
        .skip(1)
        .mapToInt(
            part ->
                part.endsWith("h")
                    ? Integer.parseInt(part.substring(0, part.length() - 1)) + ExtendedKey.HARDENED
                    : Integer.parseInt(part))
        .toArray();
  }

  private static byte[] decodeBase58(String text) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = BASE_58.indexOf(text.charAt(i));
      number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
    }
    return BigIntegers.asUnsignedByteArray(82, number);
  }
}
