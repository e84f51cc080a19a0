package org.tetrarch.node;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.network.NodeConfig;
import org.tetrarch.genesis.network.NodeIdentity;
import org.tetrarch.node.core.ReplicaStores;
import org.tetrarch.node.network.NetworkException;
import org.tetrarch.node.storage.ChainMarker;
import org.tetrarch.node.storage.DataDirectory;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.TransactionCache;
import org.tetrarch.web.WebServerException;

/** One node as a process. */
public final class NodeProcess {
  private static final Logger log = LoggerFactory.getLogger(NodeProcess.class);
  private static final int OK = 0;
  private static final int FAILURE = 1;

  private NodeProcess() {}

  /**
   * Runs a node until the process is told to end (SIGTERM, Ctrl-C) or the node cannot go on.
   *
   * @return the exit code
   */
  public static int run(Path configFile, NodeOptions options) {
    try (GracefulEnd end = new GracefulEnd(Runtime.getRuntime()::addShutdownHook)) {
      NodeIdentity identity = NodeIdentity.load(configOf(configFile, options));
      Path data = identity.config().dataDirectory();
      if (data == null) {
        return fail(configFile + ": names no data directory; add \"data\", or say --data-dir");
      }
      int explorers = options.explorers().size();
      if (explorers != 0 && explorers != identity.genesis().n()) {
        return fail(
            "--explorers names %d addresses, the network has %d replicas"
                .formatted(explorers, identity.genesis().n()));
      }
      try (ReplicaStores stores = open(identity, data);
          KeyValueStore ranking = DataDirectory.openRanking(data)) {
        run(identity, options, stores, ranking, end);
      }
      return end.failure().map(NodeProcess::fail).orElse(OK);
    } catch (GenesisException | StorageException | NetworkException | WebServerException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  private static ReplicaStores open(NodeIdentity identity, Path data) throws StorageException {
    Genesis genesis = identity.genesis();
    TransactionCache cache =
        new TransactionCache(
            genesis.chainId(), genesis.allowUnprotected(), TransactionCache.DEFAULT_CAPACITY);
    ChainMarker marker =
        new ChainMarker(genesis.chainId(), genesis.signingDomain().genesisHash(), identity.index());
    return ReplicaStores.open(genesis, DataDirectory.open(data, marker), cache);
  }

  private static NodeConfig configOf(Path file, NodeOptions options) throws GenesisException {
    NodeConfig read = NodeConfig.read(file).withPortOffset(options.portOffset());
    NodeConfig placed = options.dataDirectory().map(read::withDataDirectory).orElse(read);
    return options.genesis().map(placed::withGenesisFile).orElse(placed);
  }

  private static void run(
      NodeIdentity identity,
      NodeOptions options,
      ReplicaStores stores,
      KeyValueStore ranking,
      GracefulEnd end)
      throws NetworkException, WebServerException, StorageException {
    try (Node node = new Node(identity, options, stores, ranking, end::fail)) {
      log.info(
          "{} runs: http://{}, peers on {}",
          identity.config().name(),
          identity.config().http(),
          identity.config().p2p());
      if (options.lab() && options.labToken().isEmpty()) {
        log.info("lab token: {}", node.labToken().orElseThrow());
      }
      end.await();
    }
  }

  private static int fail(String reason) {
    System.err.println("error: " + reason);
    return FAILURE;
  }
}
