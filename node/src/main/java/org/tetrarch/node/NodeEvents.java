package org.tetrarch.node;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.http.EventFeed;
import org.tetrarch.node.http.ReplicaWatch;
import org.tetrarch.node.runtime.LoopEvents;
import org.tetrarch.node.storage.EvidenceStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Certificates;
import org.tetrarch.web.port.ChainEvents;

/** What the replica reports, for the store, the log and the web. */
final class NodeEvents implements LoopEvents {
  private static final Logger log = LoggerFactory.getLogger(NodeEvents.class);

  private final Executor executor;
  private final EvidenceStore evidence;
  private final EventFeed feed;
  private final ReplicaWatch watch;
  private final LongSupplier clock;

  NodeEvents(
      Executor executor,
      EvidenceStore evidence,
      EventFeed feed,
      ReplicaWatch watch,
      LongSupplier clock) {
    this.executor = executor;
    this.evidence = evidence;
    this.feed = feed;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public void certified(StableCheckpoint checkpoint) {
    long height = checkpoint.sequence().value();
    executor.certify(Certificates.toLedger(checkpoint), () -> feed.tell(l -> l.certified(height)));
  }

  @Override
  public void viewEntered(View view, ReplicaId primary) {
    log.info("in {}, primary is {}", view, primary);
  }

  @Override
  public void misbehaviour(Evidence found) throws StorageException {
    if (evidence.put(found, clock.getAsLong())) {
      log.warn(
          "{} is proven to misbehave: two different statements, {}",
          found.culprit(),
          found.subject());
      feed.tell(ChainEvents.Listener::consensusChanged);
    }
  }

  @Override
  public void halted(String invariant, String reason) {
    log.error("HALTED, {} is broken: {}; this replica signs nothing more", invariant, reason);
  }

  @Override
  public void statusChanged(ReplicaStatus status) {
    if (watch.update(status)) {
      feed.tell(ChainEvents.Listener::consensusChanged);
    }
  }
}
