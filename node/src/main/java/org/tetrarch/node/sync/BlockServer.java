package org.tetrarch.node.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.StoredBlock;
import org.tetrarch.node.wire.CertifiedBlock;
import org.tetrarch.node.wire.Frame;

/** Gives blocks to peers that are behind, on a thread of its own; what it cannot take it drops. */
public final class BlockServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BlockServer.class);
  private static final int WAITING = 64;

  private final ChainStore chain;
  private final BiConsumer<ReplicaId, Frame> network;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().name("block-server").daemon(true).factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  public BlockServer(ChainStore chain, BiConsumer<ReplicaId, Frame> network) {
    this.chain = chain;
    this.network = network;
  }

  public void onRequest(ReplicaId from, Frame.BlocksRequest request) {
    thread.execute(() -> answer(from, request));
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
      network.accept(from, Frame.BlocksReply.fitting(blocks));
    } catch (StorageException e) {
      log.error("cannot give blocks to {}: {}", from, e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
