package org.tetrarch.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;

class SignatureTest {
  private static final BigInteger N = Secp256k1Curve.N;
  private static final BigInteger ONE = BigInteger.ONE;

  @Test
  void aSignatureReadsBackAsItWasWritten() throws Exception {
    Signature signature = PrivateKey.fromHex("46".repeat(32)).sign(Hash.ZERO);
    assertThat(Signature.fromBytes(signature.toBytes())).isEqualTo(signature);
    assertThat(Signature.of(signature.r(), signature.s(), signature.yParity()))
        .isEqualTo(signature);
  }

  @Test
  void theHigherOfTheTwoSIsRefused() throws Exception {
    BigInteger highestLow = N.shiftRight(1);
    assertThat(Signature.of(ONE, highestLow, 0).s()).isEqualTo(highestLow);
    refused(ONE, highestLow.add(ONE), 0, "EIP-2");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    refused(BigInteger.ZERO, ONE, 0, "r is out of range");
    refused(N, ONE, 0, "r is out of range");
    refused(ONE, BigInteger.ZERO, 0, "s is out of range");
    refused(ONE, N, 0, "s is out of range");
    refused(ONE.shiftLeft(256), ONE, 0, "fit 256 bits");
    refused(ONE.negate(), ONE, 0, "fit 256 bits");
    refused(ONE, ONE, 2, "parity");
    refused(ONE, ONE, 27, "parity");
    refused(ONE, ONE, -1, "parity");
    refused(ONE, ONE, 256, "parity");
  }

  @Test
  void anotherLengthIsRefused() {
    assertThatThrownBy(() -> Signature.fromBytes(new byte[64]))
        .hasMessage("a signature has 65 bytes, this has 64");
  }

  private static void refused(BigInteger r, BigInteger s, int parity, String why) {
    assertThatThrownBy(() -> Signature.of(r, s, parity))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }
}
