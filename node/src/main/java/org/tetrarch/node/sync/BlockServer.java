package org.tetrarch.node.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.StoredBlock;
import org.tetrarch.node.wire.CertifiedBlock;
import org.tetrarch.node.wire.Frame;

/** Gives blocks to peers that are behind. */
public final class BlockServer {
  private static final Logger log = LoggerFactory.getLogger(BlockServer.class);
  private static final int WAITING = 64;

  private final ChainStore chain;
  private final Transport network;
  private final Executor executor;

  /** One thread with a short queue, which drops what it cannot take; the caller shuts it down. */
  public static ExecutorService ownThread() {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING),
        Thread.ofPlatform().name("block-server").daemon(true).factory(),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * @param executor reads the blocks, one request at a time
   */
  public BlockServer(ChainStore chain, Transport network, Executor executor) {
    this.chain = chain;
    this.network = network;
    this.executor = executor;
  }

  public void onRequest(ReplicaId from, Frame.BlocksRequest request) {
    executor.execute(() -> answer(from, request));
  }

  private void answer(ReplicaId from, Frame.BlocksRequest request) {
    try {
      List<CertifiedBlock> blocks = new ArrayList<>();
      for (long height = request.fromHeight(); blocks.size() < request.max(); height++) {
        var stored = chain.block(height);
        if (stored.isEmpty()) {
          break;
        }
        StoredBlock block = stored.get();
        blocks.add(new CertifiedBlock(block.block(), chain.certificate(height)));
      }
      network.send(from, Frame.BlocksReply.fitting(blocks));
    } catch (StorageException e) {
      log.error("cannot give blocks to {}: {}", from, e.getMessage());
    }
  }
}
