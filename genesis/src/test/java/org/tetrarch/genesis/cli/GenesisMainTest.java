package org.tetrarch.genesis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.NodeConfig;
import org.tetrarch.genesis.network.NodeIdentity;
import org.tetrarch.genesis.network.ReadyNetwork;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.Wei;

class GenesisMainTest {
  private static final String ALICE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);
    return GenesisMain.run(screen, args);
  }

  private JsonNode json() throws Exception {
    return new JsonMapper().readTree(out.toString());
  }

  private String net() {
    return folder.resolve("net").toString();
  }

  @Test
  void createMakesANetworkWhoseNodesLoad() throws Exception {
    int code =
        run(
            "create",
            "--nodes",
            "5",
            "--chain-id",
            "42",
            "--symbol",
            "PTS",
            "--alloc",
            ALICE + "=12.5",
            "--p2p-port",
            "40000",
            "--http-port",
            "9000",
            "-o",
            net());

    assertThat(code).isZero();
    assertThat(out.toString()).contains("network of 5 nodes", "node4/node.key", "genesis hash 0x");
    for (int i = 0; i < 5; i++) {
      NodeIdentity node =
          NodeIdentity.load(NodeConfig.read(Path.of(net(), "node" + i, "node.json")));
      assertThat(node.index()).isEqualTo(i);
      assertThat(node.config().http().port()).isEqualTo(9000 + i);
      assertThat(node.validator().endpoint().port()).isEqualTo(40000 + i);
      assertThat(node.genesis().chainId()).isEqualTo(42);
      assertThat(node.genesis().supply()).isEqualTo(Wei.parse("12.5", Wei.Unit.COIN));
    }
  }

  @Test
  void oneHostForEachNodeKeepsThePorts() throws Exception {
    int code = run("create", "--host", "a.example,b.example", "--alloc", ALICE + "=1", "-o", net());

    assertThat(code).isZero();
    Genesis genesis = GenesisFile.read(Path.of(net(), "genesis.json"));
    assertThat(genesis.validators())
        .extracting(validator -> validator.endpoint().toString())
        .containsExactly("a.example:30300", "b.example:30300");
    NodeConfig node1 = NodeConfig.read(Path.of(net(), "node1", "node.json"));
    assertThat(node1.p2p()).hasToString("0.0.0.0:30300");
    assertThat(node1.http()).hasToString("127.0.0.1:8545");
  }

  @Test
  void twoNetworksNeverShareKeysOrChainId() throws Exception {
    run("create", "--alloc", ALICE + "=1", "-o", net());
    run("create", "--alloc", ALICE + "=1", "-o", net() + "2");

    Genesis one = GenesisFile.read(Path.of(net(), "genesis.json"));
    Genesis two = GenesisFile.read(Path.of(net() + "2", "genesis.json"));
    assertThat(one.validatorAddresses()).doesNotContainAnyElementsOf(two.validatorAddresses());
    assertThat(one.hash()).isNotEqualTo(two.hash());
  }

  @Test
  void createNeverReplacesUnasked() throws Exception {
    run("create", "--alloc", ALICE + "=1", "-o", net());
    String before = Files.readString(Path.of(net(), "node0", "node.key"));

    assertThat(run("create", "--alloc", ALICE + "=1", "-o", net())).isEqualTo(1);
    assertThat(err.toString()).contains("exists already", "--force").hasLineCount(1);
    assertThat(Files.readString(Path.of(net(), "node0", "node.key"))).isEqualTo(before);

    assertThat(run("create", "--alloc", ALICE + "=1", "-o", net(), "--force")).isZero();
    assertThat(Files.readString(Path.of(net(), "node0", "node.key"))).isNotEqualTo(before);
  }

  @Test
  void aWrongOrderIsAUsageErrorThatSaysWhatIsWrong() {
    String wrongChecksum = ALICE.replace("C8", "c8");
    assertUsage("no use: give at least one --alloc", "create", "-o", net());
    assertUsage("checksum", "create", "--alloc", wrongChecksum + "=1", "-o", net());
    assertUsage("1.2.3", "create", "--alloc", ALICE + "=1.2.3", "-o", net());
    assertUsage("--nodes", "create", "--nodes", "0", "--alloc", ALICE + "=1", "-o", net());
    assertUsage(
        "2 hosts for 3 nodes",
        "create",
        "--nodes",
        "3",
        "--host",
        "a,b",
        "--alloc",
        ALICE + "=1",
        "-o",
        net());
    String one = ALICE + "=1";
    assertUsage("is given twice", "create", "--alloc", one, "--alloc", ALICE + "=2", "-o", net());
    assertUsage("must be ADDRESS=AMOUNT", "create", "--alloc", ALICE, "-o", net());
    assertUsage("--output must name", "create", "--alloc", one, "-o", "");
    assertUsage(
        "--p2p-port must be between 1 and 65532",
        "create",
        "--p2p-port",
        "65533",
        "--alloc",
        one,
        "-o",
        net());
    assertUsage("config.symbol", "create", "--symbol", "X", "--alloc", ALICE + "=1", "-o", net());
    assertUsage("--output", "create", "--alloc", ALICE + "=1");
    assertUsage("frobnicate", "frobnicate");
    assertUsage("Missing required subcommand");
    assertThat(folder).isEmptyDirectory();
  }

  /** Found before any file is written: a node that listens where another one does never starts. */
  @ParameterizedTest
  @CsvSource({"9000,9000", "9000,9003", "9003,9000"})
  void portsOfNodesOnOneHostNeverMeet(String p2p, String http) {
    assertUsage(
        "are too near",
        "create",
        "--p2p-port",
        p2p,
        "--http-port",
        http,
        "--alloc",
        ALICE + "=1",
        "-o",
        net());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInTheWayOfTheFolderIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(run("create", "--alloc", ALICE + "=1", "-o", file.resolve("net").toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("error: " + file + ": is a file, not a folder");
    assertThat(run("create", "--alloc", ALICE + "=1", "-o", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file + ": exists already").hasLineCount(1);
  }

  private void assertUsage(String message, String... args) {
    assertThat(run(args)).as("%s", err).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void validateSaysYesOrNamesTheField() throws Exception {
    ReadyNetwork.LOCAL_4.copyTo(Path.of(net()));
    Path file = Path.of(net(), "genesis.json");

    assertThat(run("validate", net())).isZero();
    assertThat(out.toString()).contains("is valid: chain 770077, 4 validators");
    assertThat(run("validate", "--json", file.toString())).isZero();
    assertThat(json().get("valid").booleanValue()).isTrue();

    Files.writeString(file, Files.readString(file).replace("770077", "0"));
    assertThat(run("validate", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("error: " + file + ": config.chainId: must be")
        .hasLineCount(1);
    assertThat(run("validate", "--json", file.toString())).isEqualTo(1);
    assertThat(json().get("problem").textValue()).contains("config.chainId");
  }

  @Test
  void hashPrintsTheHashAlone() throws Exception {
    ReadyNetwork.LOCAL_4.copyTo(Path.of(net()));
    String hash = ReadyNetwork.LOCAL_4.genesis().hash().toHex();

    assertThat(run("hash", net())).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines(hash);
    assertThat(run("hash", net(), "--json")).isZero();
    assertThat(json().get("genesisHash").textValue()).isEqualTo(hash);
  }

  @Test
  void showPrintsAReadableTableOrJson() throws Exception {
    ReadyNetwork.LOCAL_4.copyTo(Path.of(net()));

    assertThat(run("show", net())).isZero();
    assertThat(out.toString())
        .contains("Chain 770077", "4 validators: 1 may be faulty, 3 must agree")
        .contains("node3", "127.0.0.1:30303", ALICE + "  10000  dev1: development account");
    assertThat(run("show", net(), "--json")).isZero();
    assertThat(json().get("quorum").intValue()).isEqualTo(3);
    assertThat(json().get("accounts")).hasSize(10);
  }

  @Test
  void aMissingFileIsAFailureNamedInOneLine() {
    assertThat(run("show", net())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("error: " + net() + ": there is no such file");
  }

  @Test
  void helpShowsAnExample() {
    for (String command : new String[] {"create", "validate", "show", "hash"}) {
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString()).contains("Usage: tetrarch genesis " + command, "Example");
    }
  }
}
