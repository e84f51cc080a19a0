package org.tetrarch.wallet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.crypto.PrivateKey;

/** A private key is in no argument, no output, no file that is not sealed, and on no wire. */
class SecretsTest extends WalletTest {
  private static final String KEY =
      "1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef";
  private static final long PATIENCE_SECONDS = 120;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import " + KEY,
        "import savings 0x" + KEY,
        "import --private-key 0x" + KEY,
        "import --private-key=" + KEY,
        "new 0X" + KEY,
        "balance 0x" + KEY,
        "send --from 0x" + KEY + " " + DEV1 + " 1",
        "send --from dev0 0x" + KEY + " 1",
        "list " + KEY
      })
  void aPrivateKeyAmongTheArgumentsIsRefusedUnrepeated(String command) {
    assertFails(2, List.of("an argument looks like a private key"), command.split(" "));

    assertThat(err.toString() + out).doesNotContainIgnoringCase(KEY.substring(0, 16));
    assertThat(node.methods()).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aMnemonicAmongTheArgumentsIsRefusedUnrepeated() {
    List<String> words = new ArrayList<>(List.of("import", "savings", "--mnemonic"));
    words.addAll(List.of(DevelopmentNetwork.MNEMONIC.split(" ")));

    assertFails(2, List.of("an argument looks like a mnemonic"), words.toArray(String[]::new));
    assertFails(
        2,
        List.of("an argument looks like a mnemonic"),
        "import",
        "--mnemonic",
        DevelopmentNetwork.MNEMONIC);

    assertThat(err.toString()).doesNotContain("junk");
  }

  /** Run as a process of its own, so that all that it prints and leaves behind is seen. */
  @Test
  void aKeyThatIsImportedAndUsedIsNowhereInTheClear() throws Exception {
    Path password = passwordFile();

    Ran imported =
        process(KEY + "\n", "import", "savings", "--light", "--password-file", password.toString());
    assertThat(imported.code()).as(imported.output()).isZero();
    String address = PrivateKey.fromHex(KEY).address().checksummed();
    assertThat(imported.output()).contains(address);

    fund(address, "1");
    Ran sent =
        process(
            "", "send", "--from", "savings", DEV1, "0.5", "--password-file", password.toString());
    assertThat(sent.code()).as(sent.output()).isZero();
    assertThat(sent.output()).contains("Final in ");

    assertClean(imported.output() + sent.output());
    assertClean(node.heard());
    Files.delete(password);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertClean(Files.readString(file));
      }
    }
  }

  private static void assertClean(String text) {
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(KEY.substring(0, 16), PASSWORD);
  }

  @Test
  void withoutTerminalAProcessEndsAtOnceAndSaysWhereToPutThePassword() throws Exception {
    Ran ran = process("", "new", "savings");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.output())
        .startsWith("error: there is no terminal to ask the password on: give --password-file")
        .hasLineCount(1);
    assertThat(home.resolve("keystore")).doesNotExist();
  }

  /** A limit on the size of files fails a write as a full disk does, at the same place. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDiskThatTakesNoMoreIsToldInOneLineAndLeavesNothingBehind() throws Exception {
    Path password = passwordFile();
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f 0; exec \"$@\"", "bash"));
    command.addAll(java("new", "savings", "--light", "--password-file", password.toString()));

    Ran ran = run(command, "");

    Path file = home.resolve("keystore").resolve("savings.json");
    assertThat(ran.code()).as(ran.output()).isEqualTo(1);
    // Before it a library may say that it could not be unpacked; the wallet goes on without it.
    assertThat(ran.output().lines().reduce((first, last) -> last).orElse(""))
        .startsWith("error: " + file + ": ");
    assertThat(ran.output()).doesNotContain("Exception");
    assertThat(file.getParent()).isEmptyDirectory();
  }

  /** What a process printed, both streams together, and its exit code. */
  private record Ran(int code, String output) {}

  private Ran process(String input, String... arguments) throws Exception {
    return run(java(arguments), input);
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
    command.add(WalletMain.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private Ran run(List<String> command, String input) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("TETRARCH_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream standardInput = process.getOutputStream()) {
      standardInput.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ran(process.waitFor(), output);
  }
}
