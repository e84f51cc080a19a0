package org.tetrarch.node;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
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
    try {
      NodeIdentity identity = NodeIdentity.load(configOf(configFile, options));
      Path data = identity.config().dataDirectory();
      if (data == null) {
        return fail(configFile + ": names no data directory; add \"data\", or say --data-dir");
      }
      try (ReplicaStores stores = open(identity, data)) {
        return run(identity, options, stores);
      }
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

  private static int run(NodeIdentity identity, NodeOptions options, ReplicaStores stores)
      throws NetworkException, WebServerException {
    AtomicReference<String> failure = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread onSignal =
        new Thread(
            () -> {
              ended.countDown();
              awaitQuietly(closed);
            },
            "on-signal");
    try (Node node =
        new Node(
            identity,
            options,
            stores,
            reason -> {
              failure.compareAndSet(null, reason);
              ended.countDown();
            })) {
      Runtime.getRuntime().addShutdownHook(onSignal);
      log.info(
          "{} runs: http://{}, peers on {}",
          identity.config().name(),
          identity.config().http(),
          identity.config().p2p());
      if (options.lab() && options.labToken().isEmpty()) {
        log.info("lab token: {}", node.labToken().orElseThrow());
      }
      awaitQuietly(ended);
    } finally {
      // Only now, with everything closed, may the process end.
      closed.countDown();
    }
    String reason = failure.get();
    return reason == null ? OK : fail(reason);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int fail(String reason) {
    System.err.println("error: " + reason);
    return FAILURE;
  }
}
