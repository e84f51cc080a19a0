package org.tetrarch.node.sync;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
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
import org.tetrarch.node.wire.TransferBatch;

/**
 * Gives blocks to peers that are behind, and batches to those that lack them. Peers take turns, one
 * answer each, so that one that asks without end keeps nobody else from an answer; of one peer
 * {@link #MAX_WAITING} requests wait, and what it asks beyond that is dropped. Any thread.
 */
public final class BlockServer {
  /** Enough for the batches of a new view with a window of the default size. */
  static final int MAX_WAITING = 32;

  private static final Logger log = LoggerFactory.getLogger(BlockServer.class);

  private final ChainStore chain;
  private final Transport network;
  private final Executor executor;

  /**
   * What is to be answered, by peer; while it is not empty the peer has one task with the executor.
   */
  private final Map<ReplicaId, Queue<Runnable>> waiting = new TreeMap<>();

  /** One thread, which drops what comes after it was shut down; the caller shuts it down. */
  public static ExecutorService ownThread() {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        // At most one task for each peer.
        new LinkedBlockingQueue<>(),
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
    inTurn(from, () -> answer(from, request));
  }

  /** Sends a batch that a peer has asked for: its encoding is too dear for the loop's thread. */
  public void give(ReplicaId to, TransferBatch batch) {
    inTurn(to, () -> network.send(to, new Frame.BatchReply(batch)));
  }

  private void inTurn(ReplicaId peer, Runnable answer) {
    synchronized (this) {
      Queue<Runnable> ofPeer = waiting.computeIfAbsent(peer, p -> new ArrayDeque<>());
      if (ofPeer.size() >= MAX_WAITING) {
        log.debug("{} asks for more than it is given", peer);
        return;
      }
      ofPeer.add(answer);
      if (ofPeer.size() > 1) {
        return;
      }
    }
    executor.execute(() -> turn(peer));
  }

  private void turn(ReplicaId peer) {
    try {
      next(peer).ifPresent(Runnable::run);
    } catch (RuntimeException e) {
      // This node is closing, or there is a defect; the peer asks another.
      log.error("cannot answer {}: {}", peer, e.toString());
    }
    if (isMoreAfterThis(peer)) {
      executor.execute(() -> turn(peer));
    }
  }

  private synchronized Optional<Runnable> next(ReplicaId peer) {
    return Optional.ofNullable(waiting.get(peer)).map(Queue::peek);
  }

  private synchronized boolean isMoreAfterThis(ReplicaId peer) {
    Queue<Runnable> ofPeer = waiting.get(peer);
    if (ofPeer == null) {
      return false;
    }
    ofPeer.poll();
    return !ofPeer.isEmpty();
  }

  private void answer(ReplicaId from, Frame.BlocksRequest request) {
    try {
      network.send(from, page(request));
    } catch (StorageException e) {
      log.error("cannot give blocks to {}: {}", from, e.getMessage());
    }
  }

  /** Reads no more blocks than the frame takes, and one. */
  private Frame.BlocksReply page(Frame.BlocksRequest request) throws StorageException {
    Frame.BlocksReply.Page page = new Frame.BlocksReply.Page();
    for (int i = 0; i < request.max(); i++) {
      long height = request.fromHeight() + i;
      Optional<StoredBlock> stored = chain.block(height);
      if (stored.isEmpty()
          || !page.add(new CertifiedBlock(stored.get().block(), chain.certificate(height)))) {
        break;
      }
    }
    return page.reply();
  }
}
