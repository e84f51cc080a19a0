package org.tetrarch.node;

import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.node.http.ReplicaWatch;
import org.tetrarch.node.network.NetworkListener;
import org.tetrarch.node.runtime.LoopThread;
import org.tetrarch.node.runtime.ReplicaLoop;
import org.tetrarch.node.sync.BlockServer;
import org.tetrarch.node.sync.Gossip;
import org.tetrarch.node.sync.StateFetcher;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/** Hands what peers send to the part that it is for. */
final class PeerFrames implements NetworkListener {
  private static final Logger log = LoggerFactory.getLogger(PeerFrames.class);

  private final LoopThread loopThread;
  private final ReplicaLoop loop;
  private final Gossip gossip;
  private final BlockServer blockServer;
  private final StateFetcher fetcher;
  private final ReplicaWatch watch;
  private final BiConsumer<ReplicaId, Frame> send;

  PeerFrames(
      LoopThread loopThread,
      ReplicaLoop loop,
      Gossip gossip,
      BlockServer blockServer,
      StateFetcher fetcher,
      ReplicaWatch watch,
      BiConsumer<ReplicaId, Frame> send) {
    this.loopThread = loopThread;
    this.loop = loop;
    this.gossip = gossip;
    this.blockServer = blockServer;
    this.fetcher = fetcher;
    this.watch = watch;
    this.send = send;
  }

  @Override
  public void onConsensus(ReplicaId from, Verified<Envelope> envelope) {
    watch.heard(from);
    loopThread.happened(new Input.EnvelopeReceived(from, envelope));
  }

  @Override
  public void onFrame(ReplicaId from, Frame frame) {
    switch (frame) {
      case Frame.Transactions(var transactions) -> gossip.onTransactions(transactions);
      case Frame.BlocksRequest request -> blockServer.onRequest(from, request);
      case Frame.BlocksReply(var blocks) -> fetcher.onBlocks(from, blocks);
      case Frame.BatchRequest(Digest digest) -> loopThread.onLoop(() -> answer(from, digest));
      case Frame.BatchReply(TransferBatch batch) ->
          loopThread.happened(new Input.BatchFetched(batch));
      case Frame.Consensus consensus -> log.debug("a statement outside of its way in: {}", from);
    }
  }

  private void answer(ReplicaId from, Digest digest) {
    if (loop.body(digest).orElse(null) instanceof TransferBatch batch) {
      send.accept(from, new Frame.BatchReply(batch));
    }
  }

  @Override
  public void onRejected(ReplicaId from, String reason) {
    log.debug("refused from {}: {}", from, reason);
  }

  @Override
  public void onConnected(ReplicaId peer) {
    log.info("connected with {}", peer);
    gossip.repeat(frame -> send.accept(peer, frame));
  }

  @Override
  public void onDisconnected(ReplicaId peer) {
    log.info("connection with {} is lost", peer);
  }
}
