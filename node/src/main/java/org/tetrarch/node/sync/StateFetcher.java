package org.tetrarch.node.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

/**
 * Fetches blocks and batches for the replica. One peer at a time is asked for blocks; who does not
 * answer, or answers what is of no use, is passed over when it is offered next. Any thread.
 */
public final class StateFetcher implements Fetching {
  static final int BLOCKS_A_REQUEST = 256;

  /** After this a request counts as unanswered and another peer may be asked. */
  static final long PATIENCE_MILLIS = 3_000;

  private static final Logger log = LoggerFactory.getLogger(StateFetcher.class);

  private final Transport network;
  private final Executor executor;
  private final MessageVerifier verifier;
  private final Inbox inbox;
  private final LongSupplier clock;

  // The rest is guarded by this, which is not held while blocks are imported.

  /**
   * Who owes an answer, and from which height. Also those whose time is over: a slow network must
   * not make every answer useless.
   */
  private final Map<ReplicaId, Long> owing = new TreeMap<>();

  private @Nullable ReplicaId asked;
  private long askedAtMillis;
  private int importing;
  private @Nullable ReplicaId failed;
  private boolean passedOver;

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
    if (isBusy() || isPassedOver(from)) {
      return;
    }
    asked = from;
    askedAtMillis = clock.getAsLong();
    // From the last certified block on: those above it may be here and still lack their proof.
    long first = executor.head().certifiedHeight() + 1;
    owing.put(from, first);
    log.info("blocks {} to {} are missing; asking {}", first, target.sequence(), from);
    network.send(from, new Frame.BlocksRequest(first, BLOCKS_A_REQUEST));
  }

  private boolean isBusy() {
    if (asked != null && clock.getAsLong() - askedAtMillis >= PATIENCE_MILLIS) {
      log.warn("{} does not answer", asked);
      failed = asked;
      asked = null;
    }
    return asked != null || importing > 0;
  }

  /**
   * Whoever failed is not asked again at its next turn. Without this a peer that never answers
   * could be the only one that is ever asked, because the replica offers its peers in turn, and may
   * come round to the same one each time that patience ends. A peer that is offered twice in a row
   * is the only one there is.
   */
  private boolean isPassedOver(ReplicaId from) {
    passedOver = from.equals(failed) && !passedOver;
    return passedOver;
  }

  /** Blocks that nobody asked this peer for are not looked at; a request has one answer. */
  public void onBlocks(ReplicaId from, List<CertifiedBlock> blocks) {
    synchronized (this) {
      Long first = owing.remove(from);
      if (first == null) {
        return;
      }
      if (from.equals(asked)) {
        asked = null;
      }
      Optional<String> useless = useless(first, blocks);
      if (useless.isPresent()) {
        fail(from, useless.get());
        return;
      }
      importing++;
    }
    executor.importBlocks(blocks, outcome -> imported(from, outcome));
  }

  private static Optional<String> useless(long first, List<CertifiedBlock> blocks) {
    if (blocks.isEmpty()) {
      return Optional.of("it has no block " + first);
    }
    if (blocks.getFirst().block().number() != first) {
      return Optional.of("they begin at another height than " + first);
    }
    if (blocks.size() > BLOCKS_A_REQUEST) {
      return Optional.of("they are more than was asked for");
    }
    return Optional.empty();
  }

  private synchronized void fail(ReplicaId from, String reason) {
    failed = from;
    log.warn("blocks of {} are of no use: {}", from, reason);
  }

  private void imported(ReplicaId from, BlockImporter.Outcome outcome) {
    synchronized (this) {
      importing--;
      if (from.equals(failed)) {
        failed = null;
      }
    }
    outcome.refused().ifPresent(reason -> fail(from, reason));
    if (outcome.certificate().isPresent()) {
      StableCheckpoint proof = Certificates.fromLedger(outcome.certificate().get());
      log.info("caught up to block {} with blocks of {}", outcome.height(), from);
      if (verifier.verify(proof) instanceof Verification.Accepted<StableCheckpoint>(var verified)) {
        inbox.happened(new Input.BlocksImported(verified));
      }
    }
  }
}
