package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keystore files go from our wallet to others and back: the programs themselves read and write. */
class KeystoreInteropIT {
  private static final String PASSWORD = "correct horse";
  private static final String KEY =
      "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
  private static final String ADDRESS = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23";

  @TempDir Path home;

  private LiveNetwork programs = new LiveNetwork(Path.of(""));

  @BeforeEach
  void keepPassword() throws IOException {
    programs = new LiveNetwork(home);
    Files.writeString(home.resolve("password"), PASSWORD + "\n");
    Files.writeString(home.resolve("key"), KEY);
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }

  private String output(LiveNetwork.Ran ran) {
    assertThat(ran.code()).as(ran.output()).isZero();
    return ran.output();
  }

  private String library(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("node", System.getProperty("client.suites") + "/keystore.mjs"));
    command.addAll(List.of(arguments));
    return output(programs.run(command));
  }

  private String cast(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("cast"), "wallet"));
    command.addAll(List.of(arguments));
    return output(programs.run(command));
  }

  /** What each of them makes of a file; their own error, should they refuse it. */
  private void assertAllRead(String file) throws IOException {
    assertThat(cast("address", "--keystore", file, "--password", PASSWORD)).contains(ADDRESS);
    assertThat(library("ethers", "read", file, PASSWORD)).contains(ADDRESS);
    assertThat(library("ethereumjs", "read", file, PASSWORD)).contains(ADDRESS);
  }

  private void importKey(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("import", "ours"));
    command.addAll(List.of("--password-file", file("password")));
    command.addAll(List.of(options));
    assertThat(output(programs.walletWithInput(home.resolve("key"), command)))
        .contains("Imported ours");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--kdf=scrypt", "--light", "--kdf=pbkdf2"})
  void castEthersAndEthereumjsOpenWhatOursWrites(String protection) throws IOException {
    importKey(protection);

    assertAllRead(file("keystore/ours.json"));
  }

  @Test
  void anExportOpensElsewhereUnderThePasswordOfTheCopy() throws IOException {
    Files.writeString(home.resolve("other"), "another one\n");
    importKey("--light");

    output(
        programs.wallet(
            "export",
            "ours",
            "-o",
            file("copy.json"),
            "--light",
            "--password-file",
            file("password"),
            "--new-password-file",
            file("other")));

    assertThat(library("ethers", "read", file("copy.json"), "another one")).contains(ADDRESS);
  }

  @ParameterizedTest
  @CsvSource({"ethers, scrypt", "ethereumjs, pbkdf2"})
  void oursOpensWhatLibrariesWrite(String library, String derivation) throws IOException {
    library(library, "write", file("theirs.json"), PASSWORD, KEY);
    assertThat(Files.readString(home.resolve("theirs.json"))).contains(derivation);

    assertImports(file("theirs.json"));
  }

  @Test
  void oursOpensWhatCastWrites() throws IOException {
    cast(
        "import",
        "theirs",
        "--keystore-dir",
        home.toString(),
        "--private-key",
        KEY,
        "--unsafe-password",
        PASSWORD);

    assertImports(file("theirs"));
  }

  private void assertImports(String keystore) throws IOException {
    String imported =
        output(
            programs.wallet(
                "import",
                "theirs",
                "--light",
                "--keystore",
                keystore,
                "--password-file",
                file("password")));
    assertThat(imported).contains("Imported theirs  " + ADDRESS);
  }
}
