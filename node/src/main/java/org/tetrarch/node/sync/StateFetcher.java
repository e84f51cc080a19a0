package org.tetrarch.node.sync;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.node.execution.BlockImporter;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.runtime.Fetching;
import org.tetrarch.node.runtime.Inbox;
import org.tetrarch.node.wire.Certificates;
import org.tetrarch.node.wire.CertifiedBlock;
import org.tetrarch.node.wire.Frame;

/** Fetches blocks and batches for the replica: one request for blocks at a time. Any thread. */
public final class StateFetcher implements Fetching {
  private static final Logger log = LoggerFactory.getLogger(StateFetcher.class);
  private static final int BLOCKS_A_REQUEST = 256;

  /** After this a request counts as unanswered and another peer may be asked. */
  private static final long PATIENCE_MILLIS = 3_000;

  private final Transport network;
  private final Executor executor;
  private final MessageVerifier verifier;
  private final Inbox inbox;
  private final LongSupplier clock;
  private @Nullable ReplicaId asked;
  private long askedAtMillis;

  /**
   * @param clock milliseconds of a clock that never goes back
   */
  public StateFetcher(
      Transport network,
      Executor executor,
      MessageVerifier verifier,
      Inbox inbox,
      LongSupplier clock) {
    this.network = network;
    this.executor = executor;
    this.verifier = verifier;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public void fetchBatch(Digest digest, List<ReplicaId> holders) {
    for (ReplicaId holder : holders) {
      network.send(holder, new Frame.BatchRequest(digest));
    }
  }

  @Override
  public synchronized void fetchState(StableCheckpoint target, ReplicaId from) {
    long now = clock.getAsLong();
    if (asked != null && now - askedAtMillis < PATIENCE_MILLIS) {
      return;
    }
    asked = from;
    askedAtMillis = now;
    // From the last certified block on: those above it may be here and still lack their proof.
    long first = executor.head().certifiedHeight() + 1;
    log.info("blocks {} to {} are missing; asking {}", first, target.sequence(), from);
    network.send(from, new Frame.BlocksRequest(first, BLOCKS_A_REQUEST));
  }

  /** Blocks nobody asked this peer for are not looked at. */
  public void onBlocks(ReplicaId from, List<CertifiedBlock> blocks) {
    synchronized (this) {
      if (!from.equals(asked)) {
        return;
      }
    }
    executor.importBlocks(blocks, outcome -> imported(from, outcome));
  }

  private void imported(ReplicaId from, BlockImporter.Outcome outcome) {
    synchronized (this) {
      asked = null;
    }
    outcome.refused().ifPresent(reason -> log.warn("blocks of {} refused: {}", from, reason));
    if (outcome.certificate().isPresent()) {
      StableCheckpoint proof = Certificates.fromLedger(outcome.certificate().get());
      log.info("caught up to block {} with blocks of {}", outcome.height(), from);
      if (verifier.verify(proof) instanceof Verification.Accepted<StableCheckpoint>(var verified)) {
        inbox.happened(new Input.BlocksImported(verified));
      }
    }
  }
}
