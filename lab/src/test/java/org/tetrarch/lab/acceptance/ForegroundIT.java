package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tetrarch up} in the foreground, and Ctrl-C. */
class ForegroundIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What a shell says of a command that Ctrl-C ended. */
  private static final int ENDED_BY_CTRL_C = 130;

  private static final int MOST_MILLIS_INTO_THE_START = 6_000;
  private static final int P2P_PORT = 30_300;
  private static final int HTTP_PORT = 8_545;

  @TempDir Path home;

  private LiveNetwork network = new LiveNetwork(Path.of(""));
  private Path output = Path.of("");

  @BeforeEach
  void prepare() {
    network = new LiveNetwork(home);
    output = home.resolve("up.out");
  }

  @AfterEach
  void down() throws IOException {
    network.close();
  }

  @Test
  void ctrlCEndsAllNodesAlsoThoseThatArePausedAndTheChainGoesOnNextTime() throws Exception {
    Process up = up();
    await().atMost(PATIENCE).until(() -> Files.readString(output).contains("Ctrl-C"));
    LiveNetwork.Ran sent =
        network.send(0, "dev0", "0x00000000000000000000000000000000000000A1", "1");
    assertThat(sent.code()).as(sent.output()).isZero();
    List<ProcessHandle> nodes = nodes();
    assertThat(nodes).hasSize(LiveNetwork.NODES);

    assertThat(network.node("node", "pause", "node1").code()).isZero();
    assertThat(network.node("node", "kill", "node2").code()).isZero();
    await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(output).contains("Try 'tetrarch node resume node1'"));
    assertThat(network.node("status").output())
        .contains("paused", "dead")
        .contains("node1 is paused and node2 is dead");
    LiveNetwork.Ran doctor = network.node("doctor");
    assertThat(doctor.code()).as(doctor.output()).isEqualTo(1);
    assertThat(doctor.output())
        .contains("2 of 4 nodes vote, and 3 must")
        .contains("tetrarch node resume node1")
        .contains("tetrarch node start node2");

    assertThat(ctrlC(up)).isEqualTo(ENDED_BY_CTRL_C);
    assertThat(Files.readString(output))
        .contains("node1 is paused", "node2 is dead", "stopped; the next 'up' goes on");
    assertThat(nodes).noneMatch(ProcessHandle::isAlive);
    assertThat(nodes()).isEmpty();
    assertPortsAreFree();
    assertThat(network.node("status").output()).contains("no local network runs");

    up = up();
    await().atMost(PATIENCE).until(() -> Files.readString(output).contains("Ctrl-C"));
    assertThat(network.get(3, "/api/v1/blocks/latest").path("summary").path("height").asLong())
        .isPositive();
    assertThat(network.node("doctor").output()).contains("no transaction waits");
    assertThat(ctrlC(up)).isEqualTo(ENDED_BY_CTRL_C);
    assertPortsAreFree();
  }

  @Test
  void ctrlCAtAnyMomentOfTheStartLeavesNothingRunning() throws Exception {
    long seed = Long.getLong("foreground.seed", System.nanoTime());
    System.out.println("-Dforeground.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      Process up = up();
      long end = System.nanoTime() + random.nextInt(MOST_MILLIS_INTO_THE_START) * 1_000_000L;
      await().atMost(PATIENCE).until(() -> System.nanoTime() >= end);

      assertThat(ctrlC(up)).as(Files.readString(output)).isEqualTo(ENDED_BY_CTRL_C);
      assertThat(nodes()).isEmpty();
      assertPortsAreFree();
    }
  }

  private Process up() throws IOException {
    String offset = Integer.toString(LiveNetwork.PORT_OFFSET);
    return network.foreground(output, "up", "--port-offset", offset);
  }

  /** Sends SIGINT, and returns the exit code. */
  private int ctrlC(Process up) throws IOException {
    LiveNetwork.Ran kill = network.run(List.of("kill", "-INT", Long.toString(up.pid())));
    assertThat(kill.code()).as(kill.output()).isZero();
    return LiveNetwork.end(up, output).code();
  }

  /** Whatever runs with files of this home. */
  private List<ProcessHandle> nodes() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                Arrays.stream(process.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.contains(home.toString())))
        .toList();
  }

  private static void assertPortsAreFree() throws IOException {
    for (int node = 0; node < LiveNetwork.NODES; node++) {
      for (int port : new int[] {HTTP_PORT, P2P_PORT}) {
        int used = port + LiveNetwork.PORT_OFFSET + node;
        try (ServerSocket socket = new ServerSocket(used, 1, InetAddress.getLoopbackAddress())) {
          assertThat(socket.isBound()).isTrue();
        }
      }
    }
  }
}
