package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.fake.FakePerson;

/** {@code wallet new}, {@code import} and {@code list}. */
class KeepingTest extends WalletTest {
  private static final String KEY =
      "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  /** By ethers: account 0 of "legal winner … yellow" with the passphrase TREZOR. */
  private static final String ADDRESS_OF_VECTOR = "0x6006ef1944FB519A746d00cDAf715Cbd27a5a008";

  private Path keystore() {
    return home.resolve("keystore");
  }

  private String[] importing(String... options) throws IOException {
    String[] arguments = new String[options.length + 5];
    System.arraycopy(
        new String[] {"import", "a", "--light", "--password-file", passwordFile().toString()},
        0,
        arguments,
        0,
        5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    return arguments;
  }

  @Test
  void aNewAccountIsInAFileForItsOwnerOnlyUnderThePassword() throws Exception {
    person = FakePerson.answering(PASSWORD, PASSWORD);

    assertThat(run("new", "savings", "--light")).as("%s", err).isZero();

    Path file = keystore().resolve("savings.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(out.toString())
        .containsPattern("Made savings  0x[0-9a-fA-F]{40}")
        .contains("Its key is in " + file + ": back it up");
    assertThat(person.questions())
        .containsExactly("New password for savings: ", "The same again: ");
    assertThat(person.secretsAreWiped()).isTrue();
  }

  @Test
  void accountsWithoutANameAreCounted() throws Exception {
    String file = passwordFile().toString();

    assertThat(json("new", "--light", "--password-file", file).get("name").textValue())
        .isEqualTo("account1");
    JsonNode second = json("new", "--light", "--password-file", file);

    assertThat(second.get("name").textValue()).isEqualTo("account2");
    assertThat(second.get("address").textValue()).matches("0x[0-9a-fA-F]{40}");
    assertThat(second.get("file").textValue()).isEqualTo(keystore() + "/account2.json");
  }

  @Test
  void withoutTerminalOrPasswordFileNothingIsMade() {
    assertFails(
        1,
        List.of("there is no terminal to ask the password on", "TETRARCH_PASSWORD_FILE"),
        "new",
        "savings");
    assertThat(keystore()).doesNotExist();
  }

  @Test
  void thePasswordFileMayBeNamedByTheEnvironment() throws Exception {
    environment.put("TETRARCH_PASSWORD_FILE", passwordFile().toString());

    assertThat(run("new", "savings", "--light")).as("%s", err).isZero();
    environment.put("TETRARCH_PASSWORD_FILE", "none");
    assertFails(1, List.of("none: there is no such file"), "new", "other");
  }

  @Test
  void passwordsThatDifferMakeNoAccount() {
    person = FakePerson.answering("one", "other");

    assertFails(1, List.of("the two passwords differ: nothing was written"), "new", "a", "--light");
    assertThat(keystore()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "dev3, is reserved for development accounts",
    "0xabc, use letters",
    "a/b, use letters",
    "'', use letters",
    "taken, an account \"taken\" exists already: choose another name"
  })
  void aNameThatCannotBeIsRefusedBeforeAnythingIsAsked(String name, String message)
      throws Exception {
    makeAccount("taken");
    person = FakePerson.answering();

    assertFails(1, List.of(message), "new", name);
    assertFails(1, List.of(message), "import", name);
    assertThat(keystore()).isDirectoryContaining("glob:**/taken.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        "0x" + KEY,
        "  0x" + KEY + "\n",
        "0XAC0974BEC39A17E36BA4A6B4D238FF944BACB478CBED5EFCAE784D7BF4F2FF80"
      })
  void aPrivateKeyComesByStandardInput(String input) throws Exception {
    person = FakePerson.absent(input);

    JsonNode json = json(importing());

    assertThat(json.get("address").textValue()).isEqualTo(DEV0);
    assertThat(person.secretsAreWiped()).isTrue();
  }

  @Test
  void aPrivateKeyIsAskedForAtATerminal() throws Exception {
    person = FakePerson.answering(KEY);

    assertThat(json(importing()).get("address").textValue()).isEqualTo(DEV0);
    assertThat(person.questions()).containsExactly("Private key: ");
    assertThat(person.secretsAreWiped()).isTrue();
  }

  @Test
  void aMnemonicGivesTheAccountsThatOtherWalletsMakeOfIt() throws Exception {
    person = FakePerson.absent(DevelopmentNetwork.MNEMONIC + "\n");

    assertThat(json(importing("--mnemonic")).get("address").textValue()).isEqualTo(DEV0);
    assertThat(person.secretsAreWiped()).isTrue();
  }

  @Test
  void theIndexChoosesAmongTheAccountsOfAMnemonic() throws Exception {
    person = FakePerson.absent(DevelopmentNetwork.MNEMONIC);

    assertThat(json(importing("--mnemonic", "--index", "1")).get("address").textValue())
        .isEqualTo(DEV1);
  }

  /** Of the vectors that BIP-39 links to; their passphrase is TREZOR. */
  @Test
  void aPassphraseIsAskedForAndGivesOtherAccounts() throws Exception {
    person =
        FakePerson.answering(
            "legal winner thank year wave sausage worth useful legal winner thank yellow",
            "TREZOR");

    JsonNode json = json(importing("--mnemonic", "--passphrase"));

    assertThat(json.get("address").textValue()).isEqualTo(ADDRESS_OF_VECTOR);
    assertThat(person.questions()).containsExactly("Mnemonic: ", "Passphrase of the mnemonic: ");
    assertThat(person.secretsAreWiped()).isTrue();
    person = FakePerson.absent(DevelopmentNetwork.MNEMONIC);
    assertFails(
        1, List.of("no terminal to ask"), "import", "--mnemonic", "--passphrase", "--light");
    assertFails(2, List.of("add --mnemonic"), "import", "--passphrase");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 15, 18, 21, 24})
  void newWordsAreShownOnceAndBringTheAccountBack(int words) throws Exception {
    person = FakePerson.answering(FakePerson.LAST_WORD, PASSWORD, PASSWORD);
    JsonNode made = json("new", "a", "--mnemonic", "--words", String.valueOf(words), "--light");
    String shown = person.shown();
    assertThat(shown.split(" ")).hasSize(words);
    assertThat(person.secretsAreWiped()).isTrue();
    Files.delete(keystore().resolve("a.json"));

    person = FakePerson.absent(shown);
    JsonNode back = json(importing("--mnemonic"));

    assertThat(back.get("address").textValue()).isEqualTo(made.get("address").textValue());
    assertThat(made.toString()).doesNotContain(shown);
  }

  @Test
  void whoHasNotWrittenTheWordsDownMakesNoAccount() {
    person = FakePerson.answering("wrong");
    assertFails(1, List.of("nothing was made"), "new", "a", "--mnemonic", "--light");

    person = FakePerson.absent("");
    assertFails(1, List.of("no terminal to show the words on"), "new", "a", "--mnemonic");
    assertFails(
        2, List.of("12, 15, 18, 21 or 24 words, not 13"), "new", "--mnemonic", "--words", "13");
    assertFails(2, List.of("add --mnemonic"), "new", "--words", "12");
    assertThat(keystore()).doesNotExist();
  }

  @Test
  void aKeyMayBeKeptUnderPbkdf2() throws Exception {
    String file = passwordFile().toString();

    JsonNode made = json("new", "a", "--kdf", "pbkdf2", "--password-file", file);

    assertThat(Files.readString(Path.of(made.get("file").textValue()))).contains("\"pbkdf2\"");
    assertFails(2, List.of("--light goes with scrypt"), "new", "--kdf", "pbkdf2", "--light");
    assertFails(2, List.of("argon2"), "new", "--kdf", "argon2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | a private key is 64 hex digits
          hello | a private key is 64 hex digits
          0x1234 | a private key is 64 hex digits
          0000000000000000000000000000000000000000000000000000000000000000 | must be above 0
          fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141 | below the order
          zz0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80 | a private key is 64
          """)
  void whatIsNoPrivateKeyIsRefusedWithoutRepeatingIt(String input, String message)
      throws Exception {
    person = FakePerson.absent(input);

    assertFails(1, List.of(message), importing());

    assertThat(input.length() > 5 && err.toString().contains(input)).isFalse();
    assertThat(keystore()).doesNotExist();
  }

  @Test
  void aMnemonicWithAWrongWordIsRefused() throws Exception {
    person = FakePerson.absent(DevelopmentNetwork.MNEMONIC.replace("junk", "junc"));

    assertFails(1, List.of("word 12, \"junc\"", "did you mean"), importing("--mnemonic"));
    assertThat(keystore()).doesNotExist();
  }

  @Test
  void aKeystoreFileOfAnotherWalletIsImportedUnderItsPassword() throws Exception {
    makeAccount("original");
    Path elsewhere = home.resolve("elsewhere");
    Files.move(keystore().resolve("original.json"), elsewhere);
    // As cast writes it.
    String text = Files.readString(elsewhere);
    PrivateKey unknown = PrivateKey.fromHex(KEY);
    Files.writeString(elsewhere, text.replaceFirst("\"address\" : \"[0-9a-f]{40}\",", ""));

    JsonNode json = json(importing("--keystore", elsewhere.toString()));

    assertThat(Files.readString(keystore().resolve("a.json")))
        .contains(json.get("address").textValue().substring(2).toLowerCase(java.util.Locale.ROOT));
    assertThat(json.get("address").textValue()).isNotEqualTo(unknown.address().checksummed());
  }

  @Test
  void aWrongPasswordNamesTheFileAndImportsNothing() throws Exception {
    makeAccount("original");
    String file = keystore().resolve("original.json").toString();
    person = FakePerson.answering("wrong");

    assertFails(1, List.of(file + ": the password is wrong"), "import", "copy", "--keystore", file);
    assertThat(person.secretsAreWiped()).isTrue();
    assertThat(keystore()).isDirectoryNotContaining("glob:**/copy*");
  }

  @Test
  void aBrokenKeystoreFileIsNamedBeforeItsPasswordIsAsked() throws Exception {
    Path file = Files.writeString(home.resolve("broken"), "{\"version\": 3}");
    person = FakePerson.answering();

    assertFails(1, List.of(file + ": crypto: is missing"), "import", "--keystore", file.toString());
    assertFails(1, List.of("none: there is no such file"), "import", "--keystore", "none");
  }

  @Test
  void sourcesThatExcludeEachOtherAreAUsageError() {
    assertFails(2, List.of("exclude each other"), "import", "--mnemonic", "--keystore", "x");
    assertFails(2, List.of("--index", "add --mnemonic"), "import", "--index", "1");
    assertFails(2, List.of("--index must be 0"), "import", "--mnemonic", "--index", "-1");
  }

  @Test
  void aWrongPasswordSendsNothingAndNamesTheAccount() throws Exception {
    fund(makeAccount("savings"), "1");
    Path wrong = Files.writeString(home.resolve("wrong"), "wrong\n");

    assertFails(
        1,
        List.of("account \"savings\": the password is wrong"),
        "send",
        "--from",
        "savings",
        DEV1,
        "0.1",
        "--password-file",
        wrong.toString());
    assertThat(node.methods()).doesNotContain("eth_sendRawTransaction");
  }

  @Test
  void aPasswordThatNobodyCanGiveSendsNothing() throws Exception {
    fund(makeAccount("savings"), "1");

    assertFails(
        1,
        List.of("there is no terminal to ask the password on", "--password-file"),
        "send",
        "--from",
        "savings",
        DEV1,
        "0.1");
    assertThat(node.methods()).doesNotContain("eth_sendRawTransaction");
  }

  @Test
  void listShowsNamesAddressesAndWhatIsWrongWithAFile() throws Exception {
    String address = makeAccount("savings");
    Files.writeString(keystore().resolve("broken.json"), "{");
    node.close();

    assertThat(run("list")).as("%s", err).isZero();
    assertThat(out.toString())
        .containsPattern("savings +" + address + " +under its password")
        .containsPattern("broken +\\? +unreadable: .*broken.json: it is not valid JSON")
        .containsPattern("dev0 +" + DEV0 + " +public, for chain 770077 only");

    JsonNode accounts = json("list").get("accounts");
    assertThat(accounts).hasSize(12);
    assertThat(accounts.get(0).get("name").textValue()).isEqualTo("broken");
    assertThat(accounts.get(0).get("problem").textValue()).contains("it is not valid JSON");
    assertThat(accounts.get(1).get("address").textValue()).isEqualTo(address);
    assertThat(accounts.get(1).get("kind").textValue()).isEqualTo("keystore");
    assertThat(accounts.get(1).get("problem").isNull()).isTrue();
    assertThat(accounts.get(2).get("address").textValue()).isEqualTo(DEV0);
    assertThat(accounts.get(2).get("kind").textValue()).isEqualTo("development");
  }

  @Test
  void aDamagedAccountIsNamedWhenItIsToPay() throws Exception {
    makeAccount("savings");
    Path file = Files.writeString(keystore().resolve("broken.json"), "{");

    assertFails(1, List.of(file + ": "), "send", "--from", "broken", DEV1, "1");
    assertFails(1, List.of(file + ": "), "balance", "broken");
  }

  @Test
  void anEmptyWalletSaysHowToMakeAnAccount() {
    environment.put("TETRARCH_COMMAND", "./tetrarch");

    assertThat(run("list")).isZero();

    assertThat(out.toString()).contains("Make an account of your own with: ./tetrarch wallet new");
  }
}
