package org.tetrarch.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.ledger.crypto.PrivateKey;

class KeystoreTest {
  @TempDir Path home;

  private Path folder = Path.of("");
  private Keystore keystore = new Keystore(folder);

  @BeforeEach
  void openKeystore() {
    folder = home.resolve("keystore");
    keystore = new Keystore(folder);
  }

  private static SealedKey sealed(PrivateKey key) throws KeystoreException {
    return SealedKey.seal(key, "x".toCharArray(), Protection.LIGHT_SCRYPT, new SecureRandom());
  }

  private static PrivateKey key(int number) {
    return PrivateKey.fromHex("%064x".formatted(number));
  }

  private List<String> fileNames() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aKeyIsReadableForItsOwnerOnlyAndNothingElseIsWritten() throws Exception {
    Keystore.Entry entry = keystore.add("savings", sealed(key(1)));

    assertThat(entry.file()).isEqualTo(folder.resolve("savings.json"));
    assertThat(mode(entry.file())).isEqualTo("rw-------");
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(fileNames()).containsExactly("savings.json");
    assertThat(Files.readString(entry.file()))
        .doesNotContain(HexFormat.of().formatHex(key(1).toBytes()));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void anAccountIsFoundByNameAndAddress() throws Exception {
    keystore.add("a", sealed(key(1)));
    keystore.add("b", sealed(key(2)));

    assertThat(keystore.find("b").orElseThrow().address()).isEqualTo(key(2).address());
    assertThat(keystore.find(key(1).address()).orElseThrow().name()).isEqualTo("a");
    assertThat(keystore.find("c")).isEmpty();
    assertThat(keystore.find(key(3).address())).isEmpty();
  }

  @Test
  void anAccountIsNeverReplaced() throws Exception {
    keystore.add("a", sealed(key(1)));
    String before = Files.readString(folder.resolve("a.json"));

    assertThatThrownBy(() -> keystore.add("a", sealed(key(2))))
        .isInstanceOf(KeystoreException.class)
        .hasMessage("an account \"a\" exists already: choose another name");
    assertThatThrownBy(() -> keystore.add("b", sealed(key(1))))
        .hasMessage(key(1).address() + " is in the keystore already, as \"a\"");

    assertThat(Files.readString(folder.resolve("a.json"))).isEqualTo(before);
    assertThat(fileNames()).containsExactly("a.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".hidden", "a/b", "../a", "a b", "0xabc", "-x", "ä", "a\n"})
  void aNameThatMakesNoGoodFileIsRefused(String name) {
    assertThatThrownBy(() -> keystore.add(name, sealed(key(1))))
        .isInstanceOf(KeystoreException.class)
        .hasMessageEndingWith("use letters, digits, dots, dashes, underscores");
    assertThat(folder).doesNotExist();
  }

  @Test
  void aDamagedFileIsListedWithItsProblemAndHidesNoOther() throws Exception {
    keystore.add("good", sealed(key(1)));
    Files.writeString(folder.resolve("bad.json"), "{");

    List<Keystore.Entry> entries = keystore.entries();

    assertThat(entries).extracting(Keystore.Entry::name).containsExactly("bad", "good");
    assertThat(entries.get(0).key()).isNull();
    assertThat(entries.get(0).problem()).startsWith(folder.resolve("bad.json") + ": ");
    assertThat(keystore.find(key(1).address())).isPresent();
  }

  @Test
  void filesOfOtherWalletsAreAccountsAndLeftoversAreNot() throws Exception {
    Files.createDirectories(folder.resolve("folder.json"));
    String geth = "UTC--2026-01-01T00-00-00.000000000Z--008aeeda4d805471df9b2a5b0f38a0c3bcba786b";
    Files.writeString(folder.resolve(geth), Vectors.PBKDF2);
    Files.writeString(folder.resolve(".a.json.123.tmp"), "{");
    Files.writeString(folder.resolve("a.json~"), "{");

    assertThat(keystore.entries()).extracting(Keystore.Entry::name).containsExactly(geth);
  }

  @Test
  void twoFilesOfOneNameAreNotGuessedBetween() throws Exception {
    keystore.add("a", sealed(key(1)));
    Files.writeString(folder.resolve("a"), Vectors.PBKDF2);

    assertThatThrownBy(() -> keystore.find("a"))
        .isInstanceOf(KeystoreException.class)
        .hasMessage(
            "two accounts are called \"a\": rename "
                + folder.resolve("a")
                + " or "
                + folder.resolve("a.json"));
  }

  @Test
  void aFolderThatIsNotThereHasNoAccounts() throws Exception {
    assertThat(keystore.entries()).isEmpty();
    assertThat(keystore.freeName()).isEqualTo("account1");
    keystore.add("account1", sealed(key(1)));
    assertThat(keystore.freeName()).isEqualTo("account2");
  }
}
