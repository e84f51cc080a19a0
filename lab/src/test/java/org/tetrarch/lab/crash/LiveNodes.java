package org.tetrarch.lab.crash;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.node.cli.LocalNode;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NetworkSource;
import org.tetrarch.node.localnet.NetworkStarter;
import org.tetrarch.node.localnet.NetworkState;
import org.tetrarch.node.localnet.NetworkState.NodeState;
import org.tetrarch.node.localnet.NodeControl;
import org.tetrarch.node.localnet.NodeProgram;
import org.tetrarch.node.localnet.Readiness;
import org.tetrarch.node.localnet.TetrarchHome;

/** Four node processes of the packaged program, with what the system can do to them. */
final class LiveNodes implements AutoCloseable {
  static final int COUNT = 4;

  // Below the ports that Linux gives to outgoing connections, which begin at 32768.
  private static final int PORT_OFFSET = Integer.getInteger("port.offset", 1_200);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path home;
  private final NetworkSource source;
  private final NetworkFolder folder;
  private final NodeControl control;

  /**
   * @param home an empty folder
   * @param accounts how many have coins
   */
  LiveNodes(Path home, int accounts) {
    this.home = home;
    this.source = new NetworkSource.Development(COUNT, accounts);
    this.folder = new TetrarchHome(home).network(source.name());
    this.control = new NodeControl(folder);
  }

  /** Starts all of them; returns when each hears a quorum. */
  void up() throws IOException, GenesisException, LocalNetworkException {
    new NetworkStarter(new TetrarchHome(home), program())
        .start(source, new NetworkStarter.Options(PORT_OFFSET, false, false));
    new Readiness(PATIENCE).await(folder.requireState().nodes(), Readiness.Stage.READY);
  }

  private static NodeProgram program() throws IOException {
    Path lib = Path.of(System.getProperty("distribution.lib"));
    try (Stream<Path> jars = Files.list(lib);
        Stream<Path> built = Files.list(lib.resolveSibling(""))) {
      Optional<Path> archive =
          built.filter(file -> file.toString().endsWith(".archive")).findFirst();
      return new NodeProgram(
          jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator)),
          LocalNode.class.getName(),
          archive);
    }
  }

  Genesis genesis() throws GenesisException {
    return source.genesis();
  }

  NodeRpc rpc() throws IOException, LocalNetworkException {
    return new NodeRpc(state().nodes().stream().map(NodeState::httpUrl).toList());
  }

  /** Where everything of one node lies: its configuration, its key and its data. */
  Path folderOf(int node) {
    return folder.path().resolve(name(node));
  }

  Path dataOf(int node) {
    return folder.dataDirectory(name(node));
  }

  static String name(int node) {
    return "node" + node;
  }

  private NodeState state(int node) throws IOException, LocalNetworkException {
    return state().require(name(node));
  }

  private NetworkState state() throws IOException, LocalNetworkException {
    return folder.requireState();
  }

  /** The process of a node, which may have ended. */
  Optional<ProcessHandle> process(int node) throws IOException, LocalNetworkException {
    var process = state(node).process();
    return process == null
        ? Optional.empty()
        : ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive);
  }

  /** Kills some as kill -9 does, at one instant or as near to it as the system lets us. */
  void kill(Collection<Integer> nodes) throws IOException, LocalNetworkException {
    List<ProcessHandle> processes = new ArrayList<>();
    for (int node : nodes) {
      process(node).ifPresent(processes::add);
    }
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  void pause(int node) throws IOException, LocalNetworkException {
    control.pause(name(node));
  }

  void resume(int node) throws IOException, LocalNetworkException {
    control.resume(name(node));
  }

  /** Starts a node that does not run; returns at once. */
  void start(int node) throws IOException, LocalNetworkException {
    var unused = control.start(name(node));
  }

  /** Returns when a node that was started serves; throws when it ends instead. */
  void awaitUp(int node) throws IOException, LocalNetworkException {
    new Readiness(PATIENCE).await(List.of(state(node)), Readiness.Stage.UP);
  }

  /** All that a node has written. */
  String log(int node) throws IOException {
    return Files.readString(folder.logFile(name(node)), StandardCharsets.UTF_8);
  }

  /** Ends all in order, as {@code tetrarch down} does. */
  void down() throws IOException, LocalNetworkException {
    var unused = control.stopAll();
  }

  @Override
  public void close() throws IOException, LocalNetworkException {
    if (folder.readState().isPresent()) {
      down();
    }
  }
}
