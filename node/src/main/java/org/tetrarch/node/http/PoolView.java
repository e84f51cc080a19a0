package org.tetrarch.node.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.mempool.Admission;
import org.tetrarch.node.mempool.Fate;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.web.port.TransactionPool;
import org.tetrarch.web.port.TransactionStatus;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** The mempool in the web side's words. */
public final class PoolView implements TransactionPool {
  private final Mempool mempool;
  private final Function<SignedTransaction, Admission> submission;

  public PoolView(Mempool mempool, Function<SignedTransaction, Admission> submission) {
    this.mempool = mempool;
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
          status(Stage.PENDING, Optional.empty(), OptionalLong.empty(), OptionalLong.of(since));
      case Fate.InBatch(long height, long since) ->
          status(Stage.IN_BATCH, Optional.empty(), OptionalLong.of(height), OptionalLong.of(since));
      case Fate.Included(long height) ->
          status(Stage.INCLUDED, Optional.empty(), OptionalLong.of(height), OptionalLong.empty());
      case Fate.Replaced(Hash by) -> ended(Stage.REPLACED, "replaced by " + by.toHex());
      case Fate.Dropped(String reason) -> ended(Stage.DROPPED, reason);
    };
  }

  private static TransactionStatus ended(Stage stage, String reason) {
    return status(stage, Optional.of(reason), OptionalLong.empty(), OptionalLong.empty());
  }

  private static TransactionStatus status(
      Stage stage, Optional<String> reason, OptionalLong height, OptionalLong since) {
    return new TransactionStatus(stage, reason, height, since);
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
  public PoolContent content(int limit) {
    Mempool.Content content = mempool.content(limit);
    return new PoolContent(content.ready(), content.queued());
  }
}
