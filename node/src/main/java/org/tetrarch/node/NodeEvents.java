package org.tetrarch.node;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.core.CoreListener;
import org.tetrarch.node.http.EventFeed;
import org.tetrarch.node.http.ReplicaWatch;
import org.tetrarch.node.http.trace.ProtocolTrace;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.web.port.ChainEvents;
import org.tetrarch.web.port.StoredBlock;

/** What a node reports, for the log and the web. */
final class NodeEvents implements CoreListener {
  private static final Logger log = LoggerFactory.getLogger(NodeEvents.class);

  /** Instead of a floor, while the replica votes. */
  private static final long VOTES = -2;

  private final EventFeed feed;
  private final ReplicaWatch watch;
  private final ProtocolTrace trace;
  private final Runnable newBlock;
  private final Consumer<String> failure;

  /** As last told; on the thread that turns the loop. */
  private long voteFloor = VOTES;

  /**
   * @param newBlock told of every block; never waits
   * @param failure told why the node cannot go on
   */
  NodeEvents(
      EventFeed feed,
      ReplicaWatch watch,
      ProtocolTrace trace,
      Runnable newBlock,
      Consumer<String> failure) {
    this.feed = feed;
    this.watch = watch;
    this.trace = trace;
    this.newBlock = newBlock;
    this.failure = failure;
  }

  @Override
  public void pending(SignedTransaction transaction) {
    feed.tell(l -> l.transactionPending(transaction.hash()));
  }

  @Override
  public void executed(ExecutedBlock executed) {
    BlockHeader header = executed.block().header();
    trace.executed(
        header.number(), header.timestampMillis(), executed.block().transactions().size());
    newBlock.run();
    feed.tell(l -> l.blockExecuted(new StoredBlock(executed.block(), executed.receipts())));
  }

  @Override
  public void certified(Certificate certificate) {
    trace.certified(certificate.height());
    feed.tell(l -> l.certified(certificate.height()));
  }

  @Override
  public void viewEntered(View view, ReplicaId primary) {
    trace.entered(view.number());
    log.info("in {}, primary is {}", view, primary);
  }

  @Override
  public void misbehaviour(Evidence found) {
    log.warn(
        "{} is proven to misbehave: two different statements, {}",
        found.culprit(),
        found.subject());
    feed.tell(ChainEvents.Listener::consensusChanged);
  }

  @Override
  public void halted(String invariant, String reason) {
    log.error("HALTED, {} is broken: {}; this replica signs nothing more", invariant, reason);
  }

  @Override
  public void executionHalted(String invariant, String reason) {
    failure.accept(invariant + ": " + reason);
  }

  @Override
  public void storageFailed(StorageException cause) {
    failure.accept(cause.getMessage());
  }

  @Override
  public void status(ReplicaStatus status) {
    tellWhetherItVotes(status);
    if (watch.update(status)) {
      feed.tell(ChainEvents.Listener::consensusChanged);
    }
  }

  private void tellWhetherItVotes(ReplicaStatus status) {
    long before = voteFloor;
    voteFloor = status.mode() == Status.Mode.ABSTAINING ? status.voteFloor() : VOTES;
    if (voteFloor > before && voteFloor > 0) {
      log.info(
          "follows without voting until block {} is certified, as it may have voted up to there",
          voteFloor);
    } else if (voteFloor == VOTES && before > 0) {
      log.info("votes again");
    }
  }
}
