package org.tetrarch.wallet.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final String FLAG = "http://flag:1";
  private static final String OURS = "http://tetrarch:2";
  private static final String ETHEREUM = "http://eth:3";
  private static final String FILE = "http://file:4";

  @TempDir Path home;

  private Settings settings(String... environment) throws SettingsException {
    Map<String, String> variables = new HashMap<>(Map.of("TETRARCH_HOME", home.toString()));
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return Settings.read(variables);
  }

  private void configure(String text) throws IOException {
    Files.writeString(home.resolve(Settings.FILE_NAME), text);
  }

  @Test
  void aFlagWinsOverOurVariableOverEthereumsOverTheFileOverTheLocalNode() throws Exception {
    assertThat(settings().rpcUrl(null)).hasToString(Settings.DEFAULT_RPC_URL);
    configure("rpc-url=" + FILE);
    assertThat(settings().rpcUrl(null)).hasToString(FILE);
    assertThat(settings("ETH_RPC_URL", ETHEREUM).rpcUrl(null)).hasToString(ETHEREUM);
    Settings both = settings("ETH_RPC_URL", ETHEREUM, "TETRARCH_RPC_URL", OURS);
    assertThat(both.rpcUrl(null)).hasToString(OURS);
    assertThat(both.rpcUrl(FLAG)).hasToString(FLAG);
  }

  @Test
  void anEmptyVariableIsNone() throws Exception {
    configure("rpc-url=" + FILE);

    Settings settings = settings("ETH_RPC_URL", "", "TETRARCH_RPC_URL", "");

    assertThat(settings.rpcUrl(null)).hasToString(FILE);
    assertThat(settings.passwordFile(null)).isNull();
  }

  @Test
  void blanksAroundAnUrlAreNoPartOfIt() throws Exception {
    assertThat(settings("ETH_RPC_URL", " http://eth:3\n").rpcUrl(null)).hasToString(ETHEREUM);
  }

  @Test
  void theGenesisFileOfTheFlagWinsOverTheVariableOverTheConfiguration() throws Exception {
    assertThat(settings().genesisFile(null)).isNull();
    configure("genesis=mine.json");
    assertThat(settings().genesisFile(null)).isEqualTo(home.resolve("mine.json"));
    Settings settings = settings("TETRARCH_GENESIS", "/b.json");
    assertThat(settings.genesisFile(null)).isEqualTo(Path.of("/b.json"));
    assertThat(settings.genesisFile(Path.of("/a.json"))).isEqualTo(Path.of("/a.json"));
  }

  @Test
  void thePasswordFileOfTheFlagWinsOverTheVariable() throws Exception {
    Settings settings = settings("TETRARCH_PASSWORD_FILE", "/env");

    assertThat(settings.passwordFile(null)).isEqualTo(Path.of("/env"));
    assertThat(settings.passwordFile(Path.of("/flag"))).isEqualTo(Path.of("/flag"));
  }

  @Test
  void everythingLiesInTheHomeFolder() throws Exception {
    assertThat(settings().keystoreFolder()).isEqualTo(home.resolve("keystore"));
    assertThat(settings().networksFolder()).isEqualTo(home.resolve("networks"));
    assertThat(Settings.read(Map.of()).home().toString()).endsWith(".tetrarch");
  }

  @Test
  void keysAreLightOnlyIfFlagOrConfigurationSaySo() throws Exception {
    assertThat(settings().light(false)).isFalse();
    assertThat(settings().light(true)).isTrue();
    configure("light = true");
    assertThat(settings().light(false)).isTrue();
    configure("light = maybe");
    assertThatThrownBy(() -> settings().light(true))
        .hasMessage(home.resolve("wallet.properties") + ": light must be true or false");
  }

  @ParameterizedTest
  @CsvSource({
    "not a url, is no URL",
    "localhost:8545, must be a URL such as",
    "ftp://host, must be a URL such as",
    "http://, is no URL",
    "/path, must be a URL such as"
  })
  void aWrongUrlIsNamedWithWhereItWasSet(String url, String problem) throws Exception {
    assertThatThrownBy(() -> settings().rpcUrl(url))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--rpc-url: \"" + url + "\" " + problem);
    assertThatThrownBy(() -> settings("ETH_RPC_URL", url).rpcUrl(null))
        .hasMessageStartingWith("ETH_RPC_URL: ");
    configure("rpc-url=" + url);
    assertThatThrownBy(() -> settings().rpcUrl(null))
        .hasMessageStartingWith(home.resolve("wallet.properties") + ": rpc-url: ");
  }

  @Test
  void aMisspeltSettingIsAnErrorThatListsTheKnownOnes() throws Exception {
    configure("rpcurl=" + FILE);

    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            home.resolve("wallet.properties")
                + ": rpcurl is no setting; known are rpc-url, genesis, from, light");
  }

  @Test
  void aConfigurationThatCannotBeReadIsNamed() throws Exception {
    Files.createDirectory(home.resolve(Settings.FILE_NAME));

    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessage(home.resolve("wallet.properties") + ": it cannot be read: it is a folder");
  }
}
