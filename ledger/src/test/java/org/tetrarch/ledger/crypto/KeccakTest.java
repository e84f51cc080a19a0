package org.tetrarch.ledger.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.ledger.SeededRandom;

class KeccakTest {

  // The values that every Ethereum implementation agrees on; the empty one is in the Yellow Paper.
  @ParameterizedTest
  @CsvSource({
    "'', c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "abc, 4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
    "hello, 1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8",
    "The quick brown fox jumps over the lazy dog,"
        + " 4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15",
    "'Transfer(address,address,uint256)',"
        + " ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu,"
        + " f519747ed599024f3882238e5ab43960132572b7345fbeb9a90769dafd21ad67",
  })
  void knownAnswers(String text, String hash) {
    assertThat(Keccak.hash(text.getBytes(UTF_8))).isEqualTo(Hash.fromHex(hash));
  }

  @Test
  void sameAsBouncyCastleAtEveryLengthAroundTheBlocks() {
    Random random = SeededRandom.create(KeccakTest.class);
    for (int length = 0; length < 700; length++) {
      byte[] input = SeededRandom.bytes(random, length);
      byte[] expected = new byte[32];
      KeccakDigest digest = new KeccakDigest(256);
      digest.update(input, 0, length);
      digest.doFinal(expected, 0);
      assertThat(Keccak.hash(input).toBytes()).as("length %d", length).isEqualTo(expected);
    }
  }

  @Test
  void partsAreHashedAsOneString() {
    Random random = SeededRandom.create(KeccakTest.class);
    for (int round = 0; round < 200; round++) {
      byte[] whole = SeededRandom.bytes(random, random.nextInt(600));
      int a = random.nextInt(whole.length + 1);
      int b = a + random.nextInt(whole.length - a + 1);
      Hash parts =
          Keccak.hash(
              Arrays.copyOf(whole, a),
              Arrays.copyOfRange(whole, a, b),
              Arrays.copyOfRange(whole, b, whole.length));
      assertThat(parts).isEqualTo(Keccak.hash(whole));
      assertThat(Keccak.hash(whole, a, b - a))
          .isEqualTo(Keccak.hash(Arrays.copyOfRange(whole, a, b)));
    }
  }
}
