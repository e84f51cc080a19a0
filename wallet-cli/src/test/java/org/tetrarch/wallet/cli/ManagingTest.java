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
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.wallet.fake.FakePerson;

/** {@code wallet show}, {@code rename}, {@code remove}, {@code export} and {@code password}. */
class ManagingTest extends WalletTest {
  private static final String OTHER_PASSWORD = "wrong horse";

  private Path keystore() {
    return home.resolve("keystore");
  }

  private String otherPasswordFile() throws IOException {
    return Files.writeString(home.resolve("other-password"), OTHER_PASSWORD + "\n").toString();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Whether the account opens, seen by exporting it. */
  private int open(String account, String password) throws IOException {
    Path file = Files.writeString(home.resolve("tried"), password + "\n");
    Path copy = home.resolve("copy");
    Files.deleteIfExists(copy);
    return run(
        "export",
        account,
        "-o",
        copy.toString(),
        "--password-file",
        file.toString(),
        "--new-password-file",
        file.toString(),
        "--light");
  }

  @Test
  void showTellsAllButTheKey() throws Exception {
    String address = makeAccount("savings");
    node.close();

    assertThat(run("show", "savings")).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("name    savings", "address " + address)
        .contains("key     under its password (scrypt, n=4096, r=8, p=6)")
        .contains("file    " + keystore().resolve("savings.json"));
    assertThat(json("show", address).get("name").textValue()).isEqualTo("savings");

    assertThat(run("show", "dev1")).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("address " + DEV1, "public, for chain 770077 only: m/44'/60'/0'/0/1 of");
    assertFails(2, List.of("no account \"bob\"; it has savings"), "show", "bob");
    assertFails(2, List.of("no account \"" + STRANGER + "\""), "show", STRANGER);
  }

  @Test
  void renamingKeepsKeyAndAddress() throws Exception {
    String address = makeAccount("savings");
    byte[] before = Files.readAllBytes(keystore().resolve("savings.json"));

    assertThat(run("rename", "savings", "rainy-day")).as("%s", err).isZero();

    assertThat(out.toString()).contains("savings is called rainy-day now");
    assertThat(Files.readAllBytes(keystore().resolve("rainy-day.json"))).isEqualTo(before);
    assertThat(keystore().resolve("savings.json")).doesNotExist();
    assertThat(json("rename", address, "again").get("name").textValue()).isEqualTo("again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"taken", "alice", "dev1", "0xabc", "a/b", ""})
  void aNameThatMeansSomethingElseIsRefused(String name) throws Exception {
    makeAccount("savings");
    makeAccount("taken");
    assertThat(run("contact", "add", "alice", DEV1)).isZero();

    assertThat(run("rename", "savings", name)).isEqualTo(1);

    assertThat(err.toString()).startsWith("error: ").hasLineCount(1);
    assertThat(keystore().resolve("savings.json")).exists();
  }

  @Test
  void whatIsNotThereCannotBeManaged() throws Exception {
    makeAccount("savings");
    for (String[] command :
        new String[][] {
          {"rename", "bob", "x"},
          {"remove", "bob", "--yes"},
          {"password", "bob"},
          {"export", "bob", "-o", home.resolve("x").toString()}
        }) {
      assertFails(2, List.of("no account \"bob\"; it has savings"), command);
    }
    assertFails(2, List.of("dev0 is a development account"), "rename", "dev0", "x");
    assertFails(2, List.of("dev0 is a development account"), "remove", "dev0", "--yes");
    assertFails(2, List.of("dev0 is a development account"), "password", DEV0);
  }

  @Test
  void removingAsksWithTheAddressAndDeletesTheFile() throws Exception {
    String address = makeAccount("savings");
    Path file = keystore().resolve("savings.json");

    person = FakePerson.answering("n");
    assertFails(1, List.of("not confirmed: nothing was removed"), "remove", "savings");
    assertThat(file).exists();
    assertThat(person.questions().getFirst()).contains(address, file.toString());

    person = FakePerson.absent("");
    assertFails(2, List.of("there is no terminal to ask on: add --yes"), "remove", "savings");
    assertThat(file).exists();

    person = FakePerson.answering("y");
    assertThat(run("remove", "savings")).as("%s", err).isZero();
    assertThat(out.toString()).contains("Removed savings  " + address);
    assertThat(keystore()).isEmptyDirectory();
  }

  /** Else a broken file could only be removed by hand. */
  @Test
  void aDamagedFileCanBeRenamedAndRemoved() throws Exception {
    makeAccount("savings");
    Files.writeString(keystore().resolve("broken.json"), "{");

    assertThat(run("rename", "broken", "bad")).as("%s", err).isZero();
    assertThat(run("remove", "bad", "--yes")).as("%s", err).isZero();

    assertThat(keystore()).isDirectoryNotContaining("glob:**b*.json");
    assertFails(2, List.of("no account"), "remove", "broken", "--yes");
  }

  @Test
  void afterAChangeOnlyTheNewPasswordOpens() throws Exception {
    String address = makeAccount("savings");

    assertThat(
            run(
                "password",
                "savings",
                "--light",
                "--password-file",
                passwordFile().toString(),
                "--new-password-file",
                otherPasswordFile()))
        .as("%s", err)
        .isZero();

    assertThat(out.toString()).contains("Changed the password of savings");
    assertThat(mode(keystore().resolve("savings.json"))).isEqualTo("rw-------");
    assertThat(keystore()).isDirectoryContaining("glob:**/savings.json");
    assertThat(open("savings", PASSWORD)).isEqualTo(1);
    assertThat(err.toString()).contains("account \"savings\": the password is wrong");
    assertThat(open("savings", OTHER_PASSWORD)).as("%s", err).isZero();
    assertThat(json("show", "savings").get("address").textValue()).isEqualTo(address);
  }

  @Test
  void passwordsAreAskedForAndWiped() throws Exception {
    makeAccount("savings");
    person = FakePerson.answering(PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD);

    assertThat(run("password", "savings", "--light")).as("%s", err).isZero();

    assertThat(person.questions())
        .containsExactly("Password of savings: ", "New password for savings: ", "The same again: ");
    assertThat(person.secretsAreWiped()).isTrue();
  }

  @Test
  void aWrongOldPasswordChangesNothing() throws Exception {
    makeAccount("savings");
    byte[] before = Files.readAllBytes(keystore().resolve("savings.json"));
    person = FakePerson.answering("wrong");

    assertFails(1, List.of("account \"savings\": the password is wrong"), "password", "savings");

    assertThat(Files.readAllBytes(keystore().resolve("savings.json"))).isEqualTo(before);
    person = FakePerson.answering(PASSWORD, "one", "other");
    assertFails(1, List.of("the two passwords differ"), "password", "savings");
    assertThat(Files.readAllBytes(keystore().resolve("savings.json"))).isEqualTo(before);
  }

  @Test
  void anExportIsSealedUnderAPasswordOfItsOwnAndReplacesNothing() throws Exception {
    String address = makeAccount("savings");
    Path copy = home.resolve("copy.json");
    String[] export = {
      "export",
      "savings",
      "-o",
      copy.toString(),
      "--password-file",
      passwordFile().toString(),
      "--new-password-file",
      otherPasswordFile(),
      "--light"
    };

    JsonNode json = json(export);

    assertThat(json.get("file").textValue()).isEqualTo(copy.toString());
    assertThat(json.get("sealed").booleanValue()).isTrue();
    assertThat(mode(copy)).isEqualTo("rw-------");
    byte[] before = Files.readAllBytes(copy);
    assertFails(1, List.of(copy + ": exists already"), export);
    assertThat(Files.readAllBytes(copy)).isEqualTo(before);

    assertThat(run("remove", "savings", "--yes")).isZero();
    JsonNode back =
        json(
            "import",
            "--light",
            "--keystore",
            copy.toString(),
            "--password-file",
            otherPasswordFile());
    assertThat(back.get("address").textValue()).isEqualTo(address);
  }

  @Test
  void theBareKeyIsWrittenOnlyToAFileOfItsOwnerAfterAQuestion() throws Exception {
    Path file = home.resolve("key");
    person = FakePerson.answering("n");
    assertFails(
        1,
        List.of("not confirmed: nothing was written"),
        "export",
        "dev0",
        "--private-key",
        "-o",
        file.toString());
    assertThat(file).doesNotExist();

    person = FakePerson.answering("y");
    assertThat(run("export", "dev0", "--private-key", "-o", file.toString())).isZero();
    assertThat(Files.readString(file))
        .isEqualTo("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80\n");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(out.toString() + err).doesNotContain("ac0974");
    assertFails(2, List.of("--output"), "export", "dev0");
  }
}
