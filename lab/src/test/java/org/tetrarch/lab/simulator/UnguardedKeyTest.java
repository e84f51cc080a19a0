package org.tetrarch.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.crypto.Ecdsa;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;

class UnguardedKeyTest {
  private static Hash statement(int number) {
    return Keccak.hash(("statement " + number).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void itsSignaturesAreThoseOfTheKeyToAllWhoCheckThem() {
    for (int i = 0; i < 200; i++) {
      PrivateKey key = DevelopmentNetwork.nodeKey(i % 4);
      Hash statement = statement(i);

      Signature signature = new UnguardedKey(key).sign(statement);

      assertThat(Ecdsa.best().recover(statement, signature)).contains(key.publicKey());
      assertThat(Ecdsa.best().verify(statement, signature, key.publicKey())).isTrue();
    }
  }

  @Test
  void itsSignatureOfOneStatementIsNoneOfAnother() {
    PrivateKey key = DevelopmentNetwork.nodeKey(0);
    Signature signature = new UnguardedKey(key).sign(statement(1));

    assertThat(Ecdsa.best().verify(statement(2), signature, key.publicKey())).isFalse();
    assertThat(new UnguardedKey(key).sign(statement(1))).isEqualTo(signature);
    assertThat(new UnguardedKey(key).sign(statement(2))).isNotEqualTo(signature);
  }
}
