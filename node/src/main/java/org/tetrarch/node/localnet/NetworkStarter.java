package org.tetrarch.node.localnet;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.network.NodeConfig;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.node.localnet.NetworkState.NodeState;

/** Makes a network ready in a home folder and starts its nodes. */
public final class NetworkStarter {
  private static final int TOKEN_BYTES = 16;

  private final TetrarchHome home;
  private final NodeProgram program;

  public NetworkStarter(TetrarchHome home, NodeProgram program) {
    this.home = home;
    this.program = program;
  }

  /**
   * How to start.
   *
   * @param portOffset added to every port of the configurations
   * @param lab whether the nodes may be made malicious
   * @param fresh whether the chain of the last time is deleted first
   */
  public record Options(int portOffset, boolean lab, boolean fresh) {}

  /**
   * Starts all nodes and returns at once, before they are ready. Nothing is written or started when
   * another network of this home runs, the chain on disk is another one, or a port is taken.
   */
  public NetworkFolder start(NetworkSource source, Options options)
      throws IOException, GenesisException, LocalNetworkException {
    NetworkFolder network = home.network(source.name());
    try (NetworkLock lock = NetworkLock.take(network)) {
      refuseSecond(lock);
      if (!options.fresh()) {
        refuseOtherChain(network, source.genesis().hash().toHex());
      }
      List<NodeConfig> configs = movedConfigs(source, network, options.portOffset());
      PortCheck.requireFree(configs, options.portOffset());
      NetworkState state = write(lock, source, network, options, configs);
      for (NodeState node : state.nodes()) {
        state = state.with(node.withProcess(NodeLauncher.start(network, state, node)));
        lock.write(network, state);
      }
    }
    return network;
  }

  /** Writes all that the nodes need; of a network that was not there before, all or nothing. */
  private NetworkState write(
      NetworkLock lock,
      NetworkSource source,
      NetworkFolder network,
      Options options,
      List<NodeConfig> configs)
      throws IOException, GenesisException {
    boolean isNew = !Files.exists(network.path());
    try {
      source.prepare(network);
      if (options.fresh()) {
        network.deleteChain(configs.stream().map(NodeConfig::name).toList());
      }
      ProgramCopy.make(network, program);
      NetworkState state = state(source, network, options, configs);
      lock.write(network, state);
      return state;
    } catch (IOException e) {
      if (isNew) {
        network.delete();
      }
      throw e;
    }
  }

  /** Only one at a time: the other commands then need no word on which one is meant. */
  private void refuseSecond(NetworkLock lock) throws IOException, LocalNetworkException {
    Optional<NetworkFolder> running = home.running();
    if (running.isEmpty()) {
      return;
    }
    NodeControl control = new NodeControl(running.get());
    if (control.anyAlive()) {
      throw new LocalNetworkException(
          "the network "
              + running.get().name()
              + " runs already: see it with 'tetrarch status', stop it with 'tetrarch down', or run another one"
              + " beside it with its own TETRARCH_HOME and --port-offset");
    }
    // Its nodes are all dead, for example because the machine was started anew.
    lock.write(running.get(), running.get().requireState().stopped());
  }

  private static void refuseOtherChain(NetworkFolder network, String hash)
      throws IOException, LocalNetworkException {
    Optional<NetworkState> before = network.readState();
    if (before.isPresent()
        && !before.get().genesisHash().equals(hash)
        && network.hasChainData(before.get().nodeNames())) {
      throw new LocalNetworkException(
          network.path()
              + " holds the chain of another genesis ("
              + before.get().genesisHash()
              + ", this one is "
              + hash
              + "): delete it with 'tetrarch up --reset', or keep it and choose another TETRARCH_HOME");
    }
  }

  private static List<NodeConfig> movedConfigs(
      NetworkSource source, NetworkFolder network, int portOffset)
      throws IOException, GenesisException, LocalNetworkException {
    List<Path> files = source.configFiles(network);
    List<NodeConfig> moved = new ArrayList<>();
    for (NodeConfig config : source.configs(network)) {
      Path file = files.get(moved.size());
      requireLoopback(file, "http", config.http());
      requireLoopback(file, "p2p", config.p2p());
      try {
        moved.add(config.withPortOffset(portOffset));
      } catch (IllegalArgumentException e) {
        throw new LocalNetworkException(
            "--port-offset " + portOffset + " is too large: " + e.getMessage(), e);
      }
    }
    return moved;
  }

  private static void requireLoopback(Path file, String field, Endpoint endpoint)
      throws IOException, LocalNetworkException {
    if (!InetAddress.getByName(endpoint.host()).isLoopbackAddress()) {
      throw new LocalNetworkException(
          file
              + ": "
              + field
              + " listens on "
              + endpoint
              + ", but 'tetrarch up' starts networks on this machine's loopback only: use 127.0.0.1, or start"
              + " this node with 'tetrarch node run --config'");
    }
  }

  private static NetworkState state(
      NetworkSource source, NetworkFolder network, Options options, List<NodeConfig> configs)
      throws IOException, GenesisException {
    Genesis genesis = source.genesis();
    List<Path> files = source.configFiles(network);
    List<NodeState> nodes = new ArrayList<>();
    for (int i = 0; i < configs.size(); i++) {
      NodeConfig config = configs.get(i);
      nodes.add(
          new NodeState(
              config.name(),
              i,
              files.get(i),
              network.dataDirectory(config.name()),
              network.logFile(config.name()),
              "http://" + config.http(),
              config.p2p().toString(),
              null));
    }
    return new NetworkState(
        source.name(),
        genesis.chainId(),
        genesis.symbol(),
        genesis.hash().toHex(),
        source.genesisFile(network),
        options.portOffset(),
        true,
        System.currentTimeMillis(),
        ProcessIdentity.of(ProcessHandle.current()),
        options.lab() ? writeToken(network) : null,
        nodes);
  }

  /** A new secret each time, so that one that was seen once is not good for ever. */
  private static @Nullable Path writeToken(NetworkFolder network) throws IOException {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    String text = HexFormat.of().formatHex(token) + "\n";
    AtomicFile.writeSecret(network.labTokenFile(), text.getBytes(StandardCharsets.US_ASCII));
    return network.labTokenFile();
  }
}
