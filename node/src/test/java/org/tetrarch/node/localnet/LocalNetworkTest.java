package org.tetrarch.node.localnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NodeConfig;
import org.tetrarch.genesis.network.NodeKeyFile;
import org.tetrarch.node.localnet.NetworkReport.NodeReport;
import org.tetrarch.node.localnet.NetworkState.NodeState;

/** Networks of real processes, each of which only pretends to be a node. */
class LocalNetworkTest {
  private static final NetworkSource TWO_NODES = new NetworkSource.Development(2, 1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private TetrarchHome home = new TetrarchHome(Path.of(""));
  private NetworkFolder network = new NetworkFolder(Path.of(""));
  private int offset;

  @BeforeEach
  void findPorts() throws GenesisException, LocalNetworkException {
    home = new TetrarchHome(folder);
    network = home.network(TWO_NODES.name());
    offset = PortCheck.freeOffset(configs()).orElseThrow();
  }

  @AfterEach
  void stop() throws IOException, LocalNetworkException {
    if (network.readState().isPresent()) {
      new NodeControl(network).stopAll();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, HTTP of node0", "1, P2P of node0", "2, HTTP of node1", "3, P2P of node1"})
  void aTakenPortIsNamedBeforeAnythingIsWritten(int index, String purpose) throws Exception {
    List<NodeConfig> moved = configs().stream().map(c -> c.withPortOffset(offset)).toList();
    Endpoint taken = PortCheck.uses(moved).get(index).endpoint();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(taken.host()), taken.port()));

      assertThatExceptionOfType(LocalNetworkException.class)
          .isThrownBy(this::start)
          .withMessageContaining(taken.port() + " (" + purpose + ")")
          .withMessageContaining("--port-offset");
    }
    assertThat(network.path()).doesNotExist();
  }

  @Test
  void aKeyOfAnotherValidatorOrOfNoneIsNamedBeforeAnythingIsWritten() throws Exception {
    Path made = folder.resolve("made");
    DevelopmentNetwork.create(2, 1).write(made);
    NetworkSource given = NetworkSource.Given.of(made.resolve("genesis.json"));
    Path key = made.resolve("node1/node.key");

    Files.copy(made.resolve("node0/node.key"), key, StandardCopyOption.REPLACE_EXISTING);
    assertThatExceptionOfType(LocalNetworkException.class)
        .isThrownBy(() -> start(given))
        .withMessageContaining(key + ": is the key of node0, not of node1");

    NodeKeyFile.write(key, DevelopmentNetwork.nodeKey(7), List.of());
    assertThatExceptionOfType(GenesisException.class)
        .isThrownBy(() -> start(given))
        .withMessageContaining(key + ": is the key of " + DevelopmentNetwork.nodeKey(7).address());

    assertThat(home.network(given.name()).path()).doesNotExist();
  }

  @Test
  void aSecondStartIsRefusedAndTheFirstRunsOn() throws Exception {
    startAndWait();
    List<NodeState> before = network.requireState().nodes();

    assertThatExceptionOfType(LocalNetworkException.class)
        .isThrownBy(this::start)
        .withMessageContaining("runs already")
        .withMessageContaining("tetrarch down");

    assertThat(network.requireState().nodes()).isEqualTo(before);
    awaitStates("normal", "normal");
  }

  @Test
  void theChainOfAnotherGenesisIsLeftAlone() throws Exception {
    startAndWait();
    new NodeControl(network).stopAll();
    String hash = network.requireState().genesisHash();
    Path kept = network.dataDirectory("node0").resolve("kept");
    Files.writeString(kept, "a block");
    String other = "0x" + "7".repeat(64);
    Files.writeString(
        network.stateFile(), Files.readString(network.stateFile()).replace(hash, other));

    assertThatExceptionOfType(LocalNetworkException.class)
        .isThrownBy(this::start)
        .withMessageContaining("another genesis (" + other)
        .withMessageContaining("--reset");

    assertThat(kept).hasContent("a block");
  }

  @Test
  void aNodeThatEndsWhileItStartsIsToldWithTheEndOfItsLog() throws Exception {
    Files.createDirectories(network.dataDirectory("node1"));
    Files.writeString(network.dataDirectory("node1").resolve("broken"), "");

    assertThatExceptionOfType(NodeDiedException.class)
        .isThrownBy(this::startAndWait)
        .withMessageContaining("node1 ended while it started")
        .satisfies(died -> assertThat(died.logLines()).last().isEqualTo("the disk is full"));
  }

  @Test
  void aKilledNodeIsDeadAndAStoppedOneIsStopped() throws Exception {
    startAndWait();
    NodeControl control = new NodeControl(network);

    assertThat(control.kill("node0")).isTrue();
    assertThat(control.kill("node0")).as("killed twice").isFalse();
    assertThat(control.stop("node1")).isEqualTo(NodeControl.Ending.STOPPED);

    awaitStates(NodeReport.DEAD, NodeReport.STOPPED);
    assertThat(report().sentence().orElse(""))
        .contains("No quorum")
        .contains("'tetrarch node start node0' and 'tetrarch node start node1'");
  }

  @Test
  void aPausedNodeIsShownGoesOnAndCanBeStopped() throws Exception {
    startAndWait();
    NodeControl control = new NodeControl(network);

    control.pause("node1");
    awaitStates("normal", NodeReport.PAUSED);
    control.resume("node1");
    awaitStates("normal", "normal");

    control.pause("node1");
    assertThat(control.stopAll()).containsEntry("node1", NodeControl.Ending.STOPPED);
  }

  @Test
  void aProcessThatHasTheIdOfADeadNodeIsNotTouched() throws Exception {
    startAndWait();
    NodeControl control = new NodeControl(network);
    assertThat(control.kill("node0")).isTrue();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      NodeState node = network.requireState().require("node0");
      try (NetworkLock lock = NetworkLock.take(network)) {
        ProcessIdentity reused = ProcessIdentity.of(stranger.toHandle());
        lock.write(network, network.requireState().with(node.withProcess(reused)));
      }

      awaitStates(NodeReport.DEAD, "normal");
      assertThat(control.kill("node0")).isFalse();
      assertThat(control.stopAll())
          .containsEntry("node0", NodeControl.Ending.WAS_NOT_RUNNING)
          .containsEntry("node1", NodeControl.Ending.STOPPED);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void anUnknownNodeIsAnsweredWithTheNamesThereAre() throws Exception {
    start();

    assertThatExceptionOfType(LocalNetworkException.class)
        .isThrownBy(() -> new NodeControl(network).kill("node7"))
        .withMessageContaining("\"node7\"")
        .withMessageContaining("node0, node1");
  }

  private List<NodeConfig> configs() throws GenesisException, LocalNetworkException {
    return TWO_NODES.configs(network);
  }

  private NetworkFolder start() throws IOException, GenesisException, LocalNetworkException {
    return start(TWO_NODES);
  }

  private NetworkFolder start(NetworkSource source)
      throws IOException, GenesisException, LocalNetworkException {
    NodeProgram program =
        new NodeProgram(
            System.getProperty("java.class.path"), StandInNode.class.getName(), Optional.empty());
    return new NetworkStarter(home, program)
        .start(source, new NetworkStarter.Options(offset, true, false));
  }

  private void startAndWait() throws IOException, GenesisException, LocalNetworkException {
    start();
    new Readiness(PATIENCE).await(network.requireState().nodes(), Readiness.Stage.READY);
  }

  private NetworkReport report() throws IOException, LocalNetworkException {
    return Observer.report(network.requireState());
  }

  private void awaitStates(String... expected) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(states()).containsExactly(expected));
  }

  private List<String> states() throws IOException, LocalNetworkException {
    return report().nodes().stream().map(NodeReport::state).toList();
  }
}
