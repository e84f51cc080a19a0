package org.tetrarch.node;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.node.core.NodeCore;
import org.tetrarch.node.http.ReplicaWatch;
import org.tetrarch.node.http.trace.ProtocolTrace;
import org.tetrarch.node.network.NetworkListener;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.wire.Frame;

/** Hands what peers send to the node. */
final class PeerFrames implements NetworkListener {
  private static final Logger log = LoggerFactory.getLogger(PeerFrames.class);

  private final NodeCore core;
  private final ReplicaWatch watch;
  private final ProtocolTrace trace;
  private final Optional<Lab> lab;

  PeerFrames(NodeCore core, ReplicaWatch watch, ProtocolTrace trace, Optional<Lab> lab) {
    this.core = core;
    this.watch = watch;
    this.trace = trace;
    this.lab = lab;
  }

  @Override
  public void onConsensus(ReplicaId from, Verified<Envelope> envelope) {
    watch.heard(from);
    trace.received(from, envelope.value());
    if (letsIn(from, new Frame.Consensus(envelope.value()))) {
      core.onConsensus(from, envelope);
    }
  }

  @Override
  public void onFrame(ReplicaId from, Frame frame) {
    if (letsIn(from, frame)) {
      core.onFrame(from, frame);
    }
  }

  private boolean letsIn(ReplicaId from, Frame frame) {
    return lab.isEmpty() || lab.get().lets(from, frame);
  }

  @Override
  public void onRejected(ReplicaId from, String reason) {
    trace.refused(from, reason);
    log.debug("refused from {}: {}", from, reason);
  }

  @Override
  public void onConnected(ReplicaId peer) {
    log.info("connected with {}", peer);
    core.onConnected(peer);
  }

  @Override
  public void onDisconnected(ReplicaId peer) {
    log.info("connection with {} is lost", peer);
  }
}
