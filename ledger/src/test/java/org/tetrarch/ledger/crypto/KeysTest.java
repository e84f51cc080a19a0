package org.tetrarch.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.SeededRandom;

class KeysTest {
  private static final String SECRET =
      "4646464646464646464646464646464646464646464646464646464646464646";

  @Test
  void aPrivateKeyNeverPrintsItself() {
    PrivateKey key = PrivateKey.fromHex(SECRET);
    assertThat(key.toString()).doesNotContain("4646").contains(key.address().checksummed());
  }

  @Test
  void errorsDoNotRepeatTheSecret() {
    assertThatThrownBy(() -> PrivateKey.parse(SECRET + "46"))
        .hasMessageNotContaining("4646")
        .hasMessage("a private key must have 64 hex digits, this has 66");
    assertThatThrownBy(() -> PrivateKey.parse(SECRET.substring(2) + "zz"))
        .hasMessageNotContaining("4646");
  }

  @Test
  void aDestroyedKeyIsOfNoUse() {
    PrivateKey key = PrivateKey.fromHex(SECRET);
    key.destroy();
    assertThatThrownBy(() -> key.sign(Hash.ZERO)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(key::toBytes).isInstanceOf(IllegalStateException.class);
    assertThat(key).hasToString("PrivateKey(destroyed)");
  }

  @Test
  void onlyNumbersBelowTheOrderAreKeys() throws Exception {
    BigInteger n = Secp256k1Curve.N;
    assertThat(PrivateKey.fromBytes(Secp256k1Curve.toBytes32(n.subtract(BigInteger.ONE))))
        .isNotNull();
    for (BigInteger bad : new BigInteger[] {BigInteger.ZERO, n, n.add(BigInteger.ONE)}) {
      assertThatThrownBy(() -> PrivateKey.fromBytes(Secp256k1Curve.toBytes32(bad)))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void anyEntropyGivesAKey() {
    byte[] allOnes = new byte[40];
    java.util.Arrays.fill(allOnes, (byte) 0xff);
    assertThat(PrivateKey.fromEntropy(new byte[40]).publicKey()).isNotNull();
    assertThat(PrivateKey.fromEntropy(allOnes).publicKey()).isNotNull();
    assertThatThrownBy(() -> PrivateKey.fromEntropy(new byte[39]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPublicKeyIsReadInAllItsForms() throws Exception {
    Random random = SeededRandom.create(KeysTest.class);
    for (int round = 0; round < 20; round++) {
      PublicKey key = PrivateKey.fromEntropy(SeededRandom.bytes(random, 40)).publicKey();
      assertThat(PublicKey.fromBytes(key.toBytes())).isEqualTo(key);
      assertThat(PublicKey.fromBytes(key.uncompressed())).isEqualTo(key);
      assertThat(PublicKey.fromBytes(key.compressed())).isEqualTo(key);
      assertThat(PublicKey.parse(key.toHex())).isEqualTo(key);
    }
  }

  @Test
  void aPointOffTheCurveIsNoPublicKey() {
    byte[] bytes = PrivateKey.fromHex(SECRET).publicKey().toBytes();
    bytes[63] ^= 1;
    assertThatThrownBy(() -> PublicKey.fromBytes(bytes))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("not a point");
    assertThatThrownBy(() -> PublicKey.fromBytes(new byte[33]))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> PublicKey.fromBytes(new byte[1]))
        .isInstanceOf(MalformedException.class);
    byte[] hybrid = PrivateKey.fromHex(SECRET).publicKey().uncompressed();
    hybrid[0] = (byte) (6 + (hybrid[64] & 1));
    assertThatThrownBy(() -> PublicKey.fromBytes(hybrid)).hasMessageContaining("starts with 04");
  }
}
