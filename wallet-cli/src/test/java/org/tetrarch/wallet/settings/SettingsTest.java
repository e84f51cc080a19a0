package org.tetrarch.wallet.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.wallet.rpc.NodeAddress;

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

  private static List<String> urls(Settings settings, String... flags) throws SettingsException {
    return settings.nodes(List.of(flags)).stream().map(node -> node.uri().toString()).toList();
  }

  private void configure(String text) throws IOException {
    Files.writeString(home.resolve(Settings.FILE_NAME), text);
  }

  @Test
  void aFlagWinsOverOurVariableOverEthereumsOverTheFileOverTheLocalNodes() throws Exception {
    assertThat(urls(settings()))
        .containsExactly(
            "http://127.0.0.1:8545",
            "http://127.0.0.1:8546",
            "http://127.0.0.1:8547",
            "http://127.0.0.1:8548");
    configure("rpc-url=" + FILE);
    assertThat(urls(settings())).containsExactly(FILE);
    assertThat(urls(settings("ETH_RPC_URL", ETHEREUM))).containsExactly(ETHEREUM);
    Settings both = settings("ETH_RPC_URL", ETHEREUM, "TETRARCH_RPC_URL", OURS);
    assertThat(urls(both)).containsExactly(OURS);
    assertThat(urls(both, FLAG)).containsExactly(FLAG);
  }

  @Test
  void severalNodesAreRepeatedOrParted() throws Exception {
    assertThat(urls(settings(), FLAG, FILE)).containsExactly(FLAG, FILE);
    assertThat(urls(settings(), FLAG + ", " + FILE, FLAG)).containsExactly(FLAG, FILE);
    assertThat(urls(settings("ETH_RPC_URL", FLAG + "," + FILE))).containsExactly(FLAG, FILE);
    configure("rpc-url = " + FLAG + ", " + FILE);
    assertThat(urls(settings())).containsExactly(FLAG, FILE);
    assertThatThrownBy(() -> settings().nodes(List.of(FLAG + ",")))
        .hasMessage("--rpc-url: \"\" must be a URL such as http://127.0.0.1:8545");
  }

  @Test
  void anEmptyVariableIsNone() throws Exception {
    configure("rpc-url=" + FILE);

    Settings settings = settings("ETH_RPC_URL", "", "TETRARCH_RPC_URL", "");

    assertThat(urls(settings)).containsExactly(FILE);
    assertThat(settings.passwordFile(null)).isNull();
  }

  @Test
  void blanksAroundAnUrlAreNoPartOfIt() throws Exception {
    assertThat(urls(settings("ETH_RPC_URL", " http://eth:3\n"))).containsExactly(ETHEREUM);
  }

  private Path network(String name, boolean running, long startedAt, String... urls)
      throws IOException {
    Path folder = Files.createDirectories(home.resolve("networks").resolve(name));
    StringBuilder nodes = new StringBuilder();
    for (int i = 0; i < urls.length; i++) {
      nodes.append(i == 0 ? "" : ",");
      nodes.append("{\"name\":\"%s%d\",\"httpUrl\":\"%s\"}".formatted(name, i, urls[i]));
    }
    Path genesis = folder.resolve("genesis.json");
    Files.writeString(
        folder.resolve("network.json"),
        "{\"genesisFile\":\"%s\",\"running\":%s,\"startedAtMillis\":%d,\"nodes\":[%s]}"
            .formatted(genesis, running, startedAt, nodes));
    return genesis;
  }

  @Test
  void theNetworkThatRunsHereIsTheOneThatIsAskedAndTrusted() throws Exception {
    network("old", true, 1, "http://127.0.0.1:1", "http://127.0.0.1:2");
    Path genesis = network("new", true, 2, "http://127.0.0.1:3", "http://127.0.0.1:4");
    network("stopped", false, 3, "http://127.0.0.1:5");
    Files.createDirectories(home.resolve("networks/broken"));
    Files.writeString(home.resolve("networks/broken/network.json"), "{");

    List<NodeAddress> nodes = settings().nodes(List.of());

    assertThat(nodes).extracting(NodeAddress::name).containsExactly("new0", "new1");
    assertThat(settings().genesisFile(null, nodes)).isEqualTo(genesis);
    assertThat(nodes.getFirst().describe()).isEqualTo("new0 (http://127.0.0.1:3)");
  }

  /** A node that is asked cannot choose against which keys it is checked. */
  @Test
  void theGenesisFileIsThatOfTheLocalNetworkToWhichANodeBelongs() throws Exception {
    Path mine = network("mine", false, 1, "http://127.0.0.1:1");
    Path running = network("running", true, 2, "http://127.0.0.1:2");
    Settings settings = settings();

    List<NodeAddress> nodes = settings.nodes(List.of("http://127.0.0.1:1"));
    assertThat(nodes).extracting(NodeAddress::name).containsExactly("mine0");
    assertThat(settings.genesisFile(null, nodes)).isEqualTo(mine);
    assertThat(settings.genesisFile(null, settings.nodes(List.of(FLAG)))).isEqualTo(running);
    assertThat(settings.genesisFile(Path.of("x"), nodes)).isEqualTo(Path.of("x"));
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
    assertThatThrownBy(() -> settings().nodes(List.of(url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--rpc-url: \"" + url + "\" " + problem);
    assertThatThrownBy(() -> settings("ETH_RPC_URL", url).nodes(List.of()))
        .hasMessageStartingWith("ETH_RPC_URL: ");
    configure("rpc-url=" + url);
    assertThatThrownBy(() -> settings().nodes(List.of()))
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
