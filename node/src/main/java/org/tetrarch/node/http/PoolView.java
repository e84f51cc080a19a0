package org.tetrarch.node.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.mempool.Admission;
import org.tetrarch.node.mempool.Fate;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.mempool.Waiting;
import org.tetrarch.web.port.TransactionPool;
import org.tetrarch.web.port.TransactionStatus;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** The mempool in the web side's words. */
public final class PoolView implements TransactionPool {
  private final Mempool mempool;
  private final ReplicaId self;
  private final Function<SignedTransaction, Admission> submission;

  /**
   * @param self the node's own replica, which has whatever its mempool has
   */
  public PoolView(
      Mempool mempool, ReplicaId self, Function<SignedTransaction, Admission> submission) {
    this.mempool = mempool;
    this.self = self;
    this.submission = submission;
  }

  @Override
  public Submission submit(SignedTransaction transaction) {
    return switch (submission.apply(transaction)) {
      case Admission.Accepted accepted -> new Submission.Accepted();
      case Admission.AlreadyKnown known -> new Submission.AlreadyKnown();
      case Admission.Rejected(String reason) -> new Submission.Rejected(reason);
    };
  }

  @Override
  public TransactionStatus status(Hash hash) {
    return switch (mempool.fate(hash)) {
      case Fate.Unknown unknown -> TransactionStatus.unknown();
      case Fate.Pending(long since) ->
          waiting(hash, TransactionStatus.of(Stage.PENDING).since(since));
      case Fate.InBatch(long height, long since) ->
          waiting(hash, TransactionStatus.of(Stage.IN_BATCH).since(since).at(height));
      case Fate.Included(long height, OptionalLong since) -> included(height, since);
      case Fate.Replaced(Hash by) -> TransactionStatus.replaced(by);
      case Fate.Dropped(String reason) -> TransactionStatus.of(Stage.DROPPED).because(reason);
    };
  }

  private static TransactionStatus included(long height, OptionalLong since) {
    TransactionStatus status = TransactionStatus.of(Stage.INCLUDED).at(height);
    return since.isEmpty() ? status : status.since(since.getAsLong());
  }

  private TransactionStatus waiting(Hash hash, TransactionStatus status) {
    Optional<Waiting> waiting = mempool.waiting(hash);
    if (waiting.isEmpty()) {
      return status;
    }
    TreeSet<Integer> holders = new TreeSet<>(waiting.get().heldBy());
    holders.add(self.index());
    TransactionStatus held = status.heldBy(List.copyOf(holders));
    OptionalLong missing = waiting.get().missingNonce();
    return missing.isEmpty()
        ? held
        : held.because("waits for nonce " + missing.getAsLong() + " of its sender");
  }

  @Override
  public Optional<SignedTransaction> find(Hash hash) {
    return mempool.find(hash);
  }

  @Override
  public long pendingNonce(Address address) {
    return mempool.pendingNonce(address);
  }

  @Override
  public PoolCounts counts() {
    Mempool.Size size = mempool.size();
    return new PoolCounts(size.ready(), size.queued());
  }

  @Override
  public List<Pending> pending(int limit) {
    return mempool.pending(limit).stream()
        .map(w -> new Pending(w.transaction(), w.sinceMillis(), w.batch(), w.ready()))
        .toList();
  }

  @Override
  public PoolContent content(int limit) {
    Mempool.Content content = mempool.content(limit);
    return new PoolContent(content.ready(), content.queued());
  }
}
