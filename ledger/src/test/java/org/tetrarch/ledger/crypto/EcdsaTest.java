package org.tetrarch.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Vectors;

class EcdsaTest {
  private static final Ecdsa NATIVE = NativeSecp256k1.load().orElseThrow();
  private static final Ecdsa PURE = new BouncyCastleSecp256k1();
  private static final BigInteger N = Secp256k1Curve.N;

  static List<Ecdsa> both() {
    return List.of(NATIVE, PURE);
  }

  @Test
  void theNativeLibraryIsTheBestOneHere() {
    assertThat(Ecdsa.best()).isInstanceOf(NativeSecp256k1.class);
    assertThat(both()).extracting(Ecdsa::name).containsExactly("libsecp256k1", "Bouncy Castle");
  }

  @ParameterizedTest
  @MethodSource("both")
  void publishedDeterministicSignatures(Ecdsa ecdsa) throws Exception {
    for (JsonNode vector : Vectors.read("rfc6979.json")) {
      PrivateKey key = PrivateKey.fromHex(vector.get("key").asText());
      byte[] message =
          vector.get("message").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Hash hash = Hash.of(MessageDigest.getInstance("SHA-256").digest(message));

      Signature signature = ecdsa.sign(hash, key);

      assertThat(signature.compact()).isEqualTo(Vectors.hex(vector.get("rs").asText()));
      assertThat(ecdsa.recover(hash, signature)).contains(ecdsa.publicKey(key));
    }
  }

  @Test
  void bothGiveTheSameBytesForRandomKeysAndHashes() throws Exception {
    Random random = SeededRandom.create(EcdsaTest.class);
    for (int round = 0; round < 300; round++) {
      PrivateKey key = PrivateKey.fromEntropy(SeededRandom.bytes(random, 40));
      assertSame(Hash.of(SeededRandom.bytes(random, 32)), key);
    }
  }

  @Test
  void bothGiveTheSameBytesAtTheEdges() throws Exception {
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.TWO,
            N.shiftRight(1),
            N.shiftRight(1).add(BigInteger.ONE),
            N.subtract(BigInteger.TWO),
            N.subtract(BigInteger.ONE),
            N,
            N.add(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
    for (BigInteger secret : edges) {
      if (secret.signum() == 0 || secret.compareTo(N) >= 0) {
        continue;
      }
      for (BigInteger hash : edges) {
        assertSame(
            Hash.of(Secp256k1Curve.toBytes32(hash)),
            PrivateKey.fromBytes(Secp256k1Curve.toBytes32(secret)));
      }
    }
  }

  private static void assertSame(Hash hash, PrivateKey key) {
    PublicKey publicKey = NATIVE.publicKey(key);
    assertThat(PURE.publicKey(key)).isEqualTo(publicKey);
    Signature signature = NATIVE.sign(hash, key);
    assertThat(PURE.sign(hash, key)).isEqualTo(signature);
    for (Ecdsa ecdsa : both()) {
      assertThat(ecdsa.recover(hash, signature)).contains(publicKey);
      assertThat(ecdsa.verify(hash, signature, publicKey)).isTrue();
    }
  }

  @Test
  void bothAgreeOnSignaturesThatNobodyMade() throws Exception {
    Random random = SeededRandom.create(EcdsaTest.class);
    int withoutKey = 0;
    for (int round = 0; round < 300; round++) {
      Signature made = randomSignature(random);
      Hash hash = Hash.of(SeededRandom.bytes(random, 32));
      assertThat(PURE.recover(hash, made)).isEqualTo(NATIVE.recover(hash, made));
      withoutKey += NATIVE.recover(hash, made).isEmpty() ? 1 : 0;
    }
    // About half of all x are no x of a point, so both outcomes were seen.
    assertThat(withoutKey).isBetween(60, 240);
  }

  @Test
  void bothAgreeOnSignaturesWithNumbersAtTheEdges() throws Exception {
    List<BigInteger> edges = new ArrayList<>();
    for (int i = 1; i < 12; i++) {
      edges.add(BigInteger.valueOf(i));
      edges.add(N.shiftRight(1).subtract(BigInteger.valueOf(i - 1)));
      edges.add(N.subtract(BigInteger.valueOf(i)));
    }
    Hash zero = Hash.ZERO;
    Hash order = Hash.of(Secp256k1Curve.toBytes32(N));
    for (BigInteger r : edges) {
      for (BigInteger s : edges) {
        if (s.compareTo(N.shiftRight(1)) > 0) {
          continue;
        }
        for (int parity = 0; parity < 2; parity++) {
          Signature made = Signature.of(r, s, parity);
          assertThat(PURE.recover(zero, made)).isEqualTo(NATIVE.recover(zero, made));
          assertThat(PURE.recover(order, made)).isEqualTo(NATIVE.recover(order, made));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void recoveryGivesTheKeyThatTheEquationSays(Ecdsa ecdsa) throws Exception {
    BigInteger half = N.shiftRight(1);
    BigInteger any = new BigInteger(255, SeededRandom.create(EcdsaTest.class)).add(BigInteger.ONE);
    List<BigInteger> scalars =
        List.of(
            BigInteger.ONE,
            BigInteger.TWO,
            half,
            half.add(BigInteger.ONE),
            N.subtract(BigInteger.TWO),
            N.subtract(BigInteger.ONE),
            any);
    // Among them nonces that are the secret or its negative: the points to be added are then equal.
    for (BigInteger secret : scalars) {
      for (BigInteger nonce : scalars) {
        for (BigInteger s : List.of(BigInteger.ONE, BigInteger.TWO, half)) {
          assertRecovers(ecdsa, secret, nonce, s);
        }
      }
    }
  }

  /**
   * SEC 1 §4.1.3 solved for the hash: e = s·k - r·d, so that this s belongs to key d and nonce k.
   */
  private static void assertRecovers(Ecdsa ecdsa, BigInteger secret, BigInteger nonce, BigInteger s)
      throws MalformedException {
    ECPoint point = Secp256k1Curve.multiplyBase(nonce);
    BigInteger r = point.getAffineXCoord().toBigInteger().mod(N);
    BigInteger hash = s.multiply(nonce).subtract(r.multiply(secret)).mod(N);
    Signature signature = Signature.of(r, s, point.getAffineYCoord().testBitZero() ? 1 : 0);
    PublicKey key = PublicKey.of(Secp256k1Curve.multiplyBase(secret));

    assertThat(ecdsa.recover(hashOf(hash), signature)).contains(key);
    assertThat(ecdsa.verify(hashOf(hash), signature, key)).isTrue();
    // The mirrored nonce point belongs to another key.
    Signature mirrored = Signature.of(r, s, 1 - signature.yParity());
    assertThat(ecdsa.recover(hashOf(hash), mirrored)).isNotEqualTo(Optional.of(key));
  }

  private static Hash hashOf(BigInteger number) {
    return Hash.of(Secp256k1Curve.toBytes32(number));
  }

  @ParameterizedTest
  @MethodSource("both")
  void publishedRecoveries(Ecdsa ecdsa) throws Exception {
    for (JsonNode vector : Vectors.read("ecrecover.json")) {
      Signature signature = lowered(vector);
      String expected = vector.get("expected").asText();
      assertThat(ecdsa.recover(Hash.parse(vector.get("hash").asText()), signature))
          .as(vector.get("name").asText())
          .map(PublicKey::address)
          .isEqualTo(Optional.of(expected).filter(t -> !t.isEmpty()).map(Address::fromHex));
    }
  }

  /** The vector's signature, or its equal with the lower s when it has the higher one. */
  private static Signature lowered(JsonNode vector) throws MalformedException {
    BigInteger r = new BigInteger(vector.get("r").asText(), 16);
    BigInteger s = new BigInteger(vector.get("s").asText(), 16);
    int parity = new BigInteger(vector.get("v").asText(), 16).intValueExact() - 27;
    if (s.compareTo(N.shiftRight(1)) <= 0) {
      return Signature.of(r, s, parity);
    }
    assertThatThrownBy(() -> Signature.of(r, s, parity)).hasMessageContaining("EIP-2");
    return Signature.of(r, N.subtract(s), 1 - parity);
  }

  @Test
  void aSignatureThatCancelsOutHasNoKey() throws Exception {
    // With the base point as nonce point and s = e, Q = r^-1 (sG - eG) is the point at infinity.
    BigInteger r = Secp256k1Curve.PARAMETERS.getG().normalize().getAffineXCoord().toBigInteger();
    boolean odd = Secp256k1Curve.PARAMETERS.getG().normalize().getAffineYCoord().testBitZero();
    Signature signature = Signature.of(r, BigInteger.valueOf(77), odd ? 1 : 0);
    Hash hash = Hash.of(Secp256k1Curve.toBytes32(BigInteger.valueOf(77)));
    for (Ecdsa ecdsa : both()) {
      assertThat(ecdsa.recover(hash, signature)).as(ecdsa.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void anotherKeyHashOrSignatureDoesNotVerify(Ecdsa ecdsa) throws Exception {
    Random random = SeededRandom.create(EcdsaTest.class);
    PrivateKey key = PrivateKey.fromEntropy(SeededRandom.bytes(random, 40));
    PrivateKey other = PrivateKey.fromEntropy(SeededRandom.bytes(random, 40));
    Hash hash = Hash.of(SeededRandom.bytes(random, 32));
    Signature signature = ecdsa.sign(hash, key);

    assertThat(ecdsa.verify(hash, signature, other.publicKey())).isFalse();
    assertThat(ecdsa.verify(Hash.ZERO, signature, key.publicKey())).isFalse();
    assertThat(ecdsa.verify(hash, randomSignature(random), key.publicKey())).isFalse();
  }

  private static Signature randomSignature(Random random) throws MalformedException {
    BigInteger r = new BigInteger(256, random).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    BigInteger s = new BigInteger(250, random).add(BigInteger.ONE);
    return Signature.of(r, s, random.nextInt(2));
  }
}
