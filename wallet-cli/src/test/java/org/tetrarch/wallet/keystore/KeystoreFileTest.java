package org.tetrarch.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;

class KeystoreFileTest {
  private static final char[] PASSWORD = Vectors.PASSWORD.toCharArray();

  @TempDir Path folder;

  private static PrivateKey open(String text) throws KeystoreException {
    return KeystoreFile.parse(text).open(PASSWORD);
  }

  @Test
  void opensThePublishedPbkdf2Vector() throws Exception {
    assertThat(open(Vectors.PBKDF2).toBytes()).isEqualTo(Vectors.KEY.toBytes());
  }

  @Test
  void opensThePublishedScryptVector() throws Exception {
    assertThat(open(Vectors.SCRYPT).toBytes()).isEqualTo(Vectors.KEY.toBytes());
  }

  /** Two of those that geth's own tests open, with costs that nobody should choose. */
  @Test
  void opensWhatGethWrote() throws Exception {
    assertThat(KeystoreFile.parse(Vectors.GETH).open("foobar".toCharArray()).address())
        .isEqualTo(Address.fromHex("f466859ead1932d743d622cb74fc058882e8648a"));
    assertThat(KeystoreFile.parse(Vectors.GETH_VERY_LIGHT).open(new char[0]).address())
        .isEqualTo(Address.fromHex("45dea0fb0bba44f4fcf290bba71fd57d7117cbb8"));
  }

  @ParameterizedTest
  @EnumSource(Protection.class)
  void whatIsWrittenOpensAgain(Protection protection) throws Exception {
    SealedKey sealed = SealedKey.seal(Vectors.KEY, PASSWORD, protection, new SecureRandom());

    SealedKey read = KeystoreFile.parse(KeystoreFile.format(sealed));

    assertThat(read.open(PASSWORD).toBytes()).isEqualTo(Vectors.KEY.toBytes());
    assertThat(read.address()).isEqualTo(Vectors.KEY.address());
    assertThat(read.id()).isEqualTo(sealed.id());
  }

  @Test
  void writesTheFormThatGethCastAndEthersRead() throws Exception {
    SealedKey sealed = SealedKey.seal(Vectors.KEY, PASSWORD, Protection.SCRYPT, new SecureRandom());

    JsonNode json = new JsonMapper().readTree(KeystoreFile.format(sealed));

    assertThat(json.get("version").intValue()).isEqualTo(3);
    assertThat(json.get("address").textValue())
        .isEqualTo("008aeeda4d805471df9b2a5b0f38a0c3bcba786b");
    assertThat(json.get("id").textValue()).hasSize(36).isNotEqualTo("0".repeat(8));
    JsonNode crypto = json.get("crypto");
    assertThat(crypto.get("cipher").textValue()).isEqualTo("aes-128-ctr");
    assertThat(crypto.at("/cipherparams/iv").textValue()).matches("[0-9a-f]{32}");
    assertThat(crypto.get("ciphertext").textValue()).matches("[0-9a-f]{64}");
    assertThat(crypto.get("mac").textValue()).matches("[0-9a-f]{64}");
    assertThat(crypto.get("kdf").textValue()).isEqualTo("scrypt");
    assertThat(crypto.at("/kdfparams/salt").textValue()).matches("[0-9a-f]{64}");
    assertThat(crypto.at("/kdfparams/n").intValue()).isEqualTo(262_144);
    assertThat(crypto.at("/kdfparams/r").intValue()).isEqualTo(8);
    assertThat(crypto.at("/kdfparams/p").intValue()).isEqualTo(1);
    assertThat(crypto.at("/kdfparams/dklen").intValue()).isEqualTo(32);
  }

  @Test
  void neverUsesSaltOrInitialisationVectorTwice() throws Exception {
    SecureRandom random = new SecureRandom();
    SealedKey one = SealedKey.seal(Vectors.KEY, PASSWORD, Protection.LIGHT_SCRYPT, random);
    SealedKey two = SealedKey.seal(Vectors.KEY, PASSWORD, Protection.LIGHT_SCRYPT, random);

    assertThat(one.iv()).isNotEqualTo(two.iv());
    assertThat(one.derivation()).isNotEqualTo(two.derivation());
    assertThat(one.ciphertext()).isNotEqualTo(two.ciphertext());
  }

  @Test
  void readsAVectorWithoutAddressAndOneThatSpellsCryptoLarge() throws Exception {
    assertThat(KeystoreFile.parse(Vectors.PBKDF2).address()).isNull();

    String large = Vectors.PBKDF2.replace("\"crypto\"", "\"Crypto\"");
    assertThat(KeystoreFile.format(KeystoreFile.parse(large)))
        .isEqualTo(KeystoreFile.format(KeystoreFile.parse(Vectors.PBKDF2)))
        .contains("\"crypto\"");
  }

  /** ethers adds x-ethers, others a name or an address with 0x and capitals. */
  @Test
  void fieldsOfOtherWalletsAreNoObstacle() throws Exception {
    String text =
        Vectors.PBKDF2.replace(
            "\"version\" : 3",
            "\"version\" : 3, \"name\" : \"x\", \"x-ethers\" : {\"client\" : \"ethers/6\"},"
                + " \"address\" : \"0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b\"");

    assertThat(KeystoreFile.parse(text).address()).isEqualTo(Vectors.KEY.address());
  }

  /**
   * Guessing learns nothing from the time: the whole cost of the derivation is paid first. Measured
   * in turns, so that whatever slows this machine slows both.
   */
  @Test
  void aWrongPasswordTakesAsLongAsTheRightOne() throws Exception {
    SealedKey sealed =
        SealedKey.seal(Vectors.KEY, PASSWORD, Protection.LIGHT_SCRYPT, new SecureRandom());
    long right = 0;
    long wrong = 0;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      sealed.open(PASSWORD).destroy();
      long middle = System.nanoTime();
      assertThatThrownBy(() -> sealed.open("no".toCharArray()))
          .isInstanceOf(WrongPasswordException.class);
      right += middle - start;
      wrong += System.nanoTime() - middle;
    }
    assertThat((double) wrong / right).isBetween(0.5, 2.0);
  }

  @Test
  void aWrongPasswordIsToldApartFromADamagedFile() throws Exception {
    SealedKey sealed = KeystoreFile.parse(Vectors.PBKDF2);

    for (String wrong : new String[] {"testpasswore", "", "testpassword ", "Testpassword"}) {
      assertThatThrownBy(() -> sealed.open(wrong.toCharArray()))
          .isInstanceOf(WrongPasswordException.class)
          .hasMessage("the password is wrong");
    }
  }

  @Test
  void aFileThatStatesTheAddressOfAnotherKeyIsRefused() throws Exception {
    String text =
        Vectors.PBKDF2.replace("\"id\"", "\"address\" : \"" + "1".repeat(40) + "\", \"id\"");

    assertThatThrownBy(() -> open(text))
        .isInstanceOf(KeystoreException.class)
        .hasMessage("it states the address 0x" + "1".repeat(40) + ", but its key has another");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version" : 3 | "version" : 1 | version: is 1, only version 3 keystores can be read
          "version" : 3 | "version" : "three" | version: must be a whole number
          "crypto" : { | "krypto" : { | crypto: is missing
          "aes-128-ctr" | "aes-256-gcm" | crypto.cipher: must be aes-128-ctr
          "iv" : "60 | "iv" : "6 | crypto.cipherparams.iv: is no hex
          "iv" : "60 | "iv" : " | crypto.cipherparams.iv: has 15 bytes, not 16
          "ciphertext" : "53 | "ciphertext" : "zz | crypto.ciphertext: is no hex
          "mac" : "51 | "mac" : " | crypto.mac: has 31 bytes, not 32
          "pbkdf2" | "argon2" | crypto.kdf: must be scrypt or pbkdf2
          "hmac-sha256" | "hmac-sha1" | crypto.kdfparams.prf: must be hmac-sha256
          "dklen" : 32 | "dklen" : 16 | crypto.kdfparams.dklen: must be 32
          "c" : 262144 | "c" : 0 | crypto.kdfparams: pbkdf2 with c=0 is out of bounds
          "c" : 262144 | "c" : 2000000000 | crypto.kdfparams: pbkdf2 with c=2000000000 is out of bounds
          "c" : 262144 | "c" : 99999999999 | crypto.kdfparams.c: is too large
          "id" : "3198 | "id" : "x | id: is no UUID
          "version" : 3 | "version" : 3, "address" : "12" | address: an address must have 40 hex digits
          """)
  void aDamagedFieldIsNamed(String original, String damage, String message) {
    assertThat(Vectors.PBKDF2).contains(original);
    String text = Vectors.PBKDF2.replace(original, damage);

    assertThatThrownBy(() -> KeystoreFile.parse(text))
        .isInstanceOf(KeystoreException.class)
        .hasMessageStartingWith(message);
  }

  /** Each of them would take gigabytes or hours if it were believed. */
  @ParameterizedTest
  @CsvSource({
    "262144, 8, 64",
    "1073741824, 8, 1",
    "16777216, 1, 1",
    "262144, 64, 1",
    "262143, 8, 1",
    "1, 8, 1",
    "0, 8, 1",
    "262144, 0, 1",
    "262144, 8, 0",
    "2, 2147483647, 2147483647"
  })
  void costsThatNobodyCanPayAreRefusedUnpaid(int n, int r, int p) {
    String text =
        Vectors.SCRYPT
            .replace("\"n\" : 262144", "\"n\" : " + n)
            .replace("\"r\" : 1", "\"r\" : " + r)
            .replace("\"p\" : 8", "\"p\" : " + p);

    assertThatThrownBy(() -> KeystoreFile.parse(text))
        .isInstanceOf(KeystoreException.class)
        .hasMessage(
            "crypto.kdfparams: scrypt with n=%d, r=%d, p=%d is out of bounds".formatted(n, r, p));
  }

  @Test
  void aFileThatIsNoKeystoreIsNamedInOneLine() throws Exception {
    Path file = folder.resolve("key.json");
    for (String text : new String[] {"", "hello", "[]", "{", "{}", Vectors.PBKDF2 + "x", "\0\0"}) {
      Files.writeString(file, text);

      assertThatThrownBy(() -> KeystoreFile.read(file))
          .isInstanceOf(KeystoreException.class)
          .hasMessageStartingWith(file + ": ")
          .message()
          .hasLineCount(1);
    }
    Files.writeString(file, " ".repeat(64 * 1024 + 1));
    assertThatThrownBy(() -> KeystoreFile.read(file)).hasMessageContaining("longer than");
  }
}
