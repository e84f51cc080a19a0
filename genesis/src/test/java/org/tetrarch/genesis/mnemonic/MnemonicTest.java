package org.tetrarch.genesis.mnemonic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.ledger.MalformedException;

class MnemonicTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The English ones of the vectors that BIP-39 links to; their passphrase is TREZOR. */
  static List<Arguments> publishedVectors() throws IOException {
    List<Arguments> vectors = new ArrayList<>();
    try (var in = MnemonicTest.class.getResourceAsStream("bip39-vectors.json")) {
      for (JsonNode vector : new JsonMapper().readTree(in).get("english")) {
        vectors.add(
            Arguments.of(
                vector.get(0).textValue(),
                vector.get(1).textValue(),
                vector.get(2).textValue(),
                vector.get(3).textValue()));
      }
    }
    assertThat(vectors).hasSize(24);
    return vectors;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("publishedVectors")
  void agreesWithThePublishedVectors(String entropy, String words, String seed, String masterKey)
      throws Exception {
    Mnemonic made = Mnemonic.fromEntropy(HEX.parseHex(entropy));
    Mnemonic read = Mnemonic.parse(("  " + words.toUpperCase(Locale.ROOT) + "\n").toCharArray());

    assertThat(new String(made.words())).isEqualTo(words);
    assertThat(new String(read.words())).isEqualTo(words);
    byte[] derived = read.seed("TREZOR".toCharArray());
    assertThat(HEX.formatHex(derived)).isEqualTo(seed);
    assertThat(ExtendedKey.fromSeed(derived).key().toBytes())
        .isEqualTo(ExtendedKeyTest.privateKeyOf(masterKey));
  }

  /** 15 and 21 words, of which there are no published vectors. */
  @ParameterizedTest
  @ValueSource(ints = {16, 20, 24, 28, 32})
  void everyLengthIsReadAsItWasMade(int bytes) throws Exception {
    Mnemonic made = Mnemonic.fromEntropy(new byte[bytes]);

    Mnemonic read = Mnemonic.parse(made.words());

    assertThat(new String(read.words()).split(" ")).hasSize(bytes * 3 / 4);
    assertThat(read.seed(new char[0])).isEqualTo(made.seed(new char[0]));
  }

  @Test
  void theWordListIsTheOneOfBip39() throws Exception {
    try (var in = WordList.class.getResourceAsStream(WordList.RESOURCE)) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());

      assertThat(HEX.formatHex(hash))
          .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    }
    for (int i = 0; i < WordList.SIZE; i++) {
      assertThat(WordList.index(WordList.word(i))).isEqualTo(i);
    }
  }

  @Test
  void aWrongWordIsNamedByItsPlace() {
    assertRefused(
        "test test test test test tset test test test test test junk", "word 6, \"tset\", is not");
  }

  @Test
  void aMistypedWordComesWithTheWordsThatItMayBe() {
    assertRefused("test ".repeat(11) + "jumk", "did you mean jump or junk?");
    assertRefused("test ".repeat(5) + "tset" + " test".repeat(6), "did you mean test?");
    assertRefused("abandn " + "test ".repeat(11), "did you mean abandon?");
    assertRefused("xqzwv " + "test ".repeat(11), "\"xqzwv\", is not in the list of BIP-39");
    assertRefused("x".repeat(400) + " test".repeat(11), "is not in the list of BIP-39");
  }

  @Test
  void aWrongChecksumIsRefused() {
    assertRefused(
        "test test test test test test test test test test test test", "checksum is wrong");
    assertRefused(
        "junk test test test test test test test test test test test", "checksum is wrong");
  }

  @Test
  void aWrongNumberOfWordsIsRefused() {
    assertRefused("test test", "12, 15, 18, 21 or 24 words, this has 2");
    assertRefused("", "this has 0");
    assertRefused("test ".repeat(1_000), "far longer");
  }

  @Test
  void itNeverPrintsItself() throws Exception {
    assertThat(
            Mnemonic.parse(
                "test test test test test test test test test test test junk".toCharArray()))
        .hasToString("Mnemonic(secret)");
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> Mnemonic.parse(text.toCharArray()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(reason);
  }
}
