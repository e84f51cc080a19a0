package org.tetrarch.web.rpc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.live.FinalityWatch;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.TransactionPool;
import org.tetrarch.web.port.TransactionPool.Submission;
import org.tetrarch.web.port.TransactionStatus;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** {@code eth_sendRawTransactionSync} (EIP-7966): submits and waits until a quorum certified it. */
final class SyncSubmission {

  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

  // Being dropped from the pool is no event of the chain, so the pool is asked now and then.
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private static final int MAX_WAITING = 4096;

  private final ChainView chain;
  private final TransactionPool pool;
  private final FinalityWatch finality;
  private final Duration defaultTimeout;
  private final InstantSource clock;

  SyncSubmission(
      ChainView chain,
      TransactionPool pool,
      FinalityWatch finality,
      Duration defaultTimeout,
      InstantSource clock) {
    this.chain = chain;
    this.pool = pool;
    this.finality = finality;
    this.defaultTimeout = defaultTimeout;
    this.clock = clock;
  }

  /**
   * Blocks the calling virtual thread until the transaction is final.
   *
   * @param timeoutMillis how long the caller wants to wait at most
   * @throws RpcException code 4 with the hash as data when it is not final in time; it may still
   *     become so
   */
  LocatedTransaction submit(SignedTransaction transaction, OptionalLong timeoutMillis)
      throws RpcException {
    if (finality.size() >= MAX_WAITING) {
      throw RpcException.limitExceeded("too many calls wait for finality");
    }
    Duration timeout = timeout(timeoutMillis);
    // Watched before it is submitted, so that no news can fall in between.
    try (FinalityWatch.Wait wait = finality.watch(transaction.hash())) {
      if (pool.submit(transaction) instanceof Submission.Rejected rejected) {
        throw RpcException.server(rejected.reason());
      }
      return awaitFinal(wait, transaction.hash(), timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException(RpcException.INTERNAL_ERROR, "this node is stopping");
    }
  }

  private Duration timeout(OptionalLong millis) {
    if (millis.isEmpty() || millis.getAsLong() == 0) {
      return defaultTimeout;
    }
    return Duration.ofMillis(Math.min(millis.getAsLong(), MAX_TIMEOUT.toMillis()));
  }

  private LocatedTransaction awaitFinal(FinalityWatch.Wait wait, Hash hash, Duration timeout)
      throws RpcException, InterruptedException {
    Instant deadline = clock.instant().plus(timeout);
    while (true) {
      Optional<LocatedTransaction> located = chain.transaction(hash);
      if (located.isPresent()
          && located.get().header().number() <= chain.head().certifiedHeight()) {
        return located.get();
      }
      if (located.isEmpty()) {
        requireHope(hash);
      }
      Duration left = Duration.between(clock.instant(), deadline);
      if (!left.isPositive()) {
        throw timedOut(hash, timeout);
      }
      wait.await(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
    }
  }

  private void requireHope(Hash hash) throws RpcException {
    TransactionStatus status = pool.status(hash);
    if (status.stage() == Stage.DROPPED || status.stage() == Stage.REPLACED) {
      String reason = status.reason().map(text -> ": " + text).orElse("");
      throw RpcException.withData(
          RpcException.SYNC_NOT_READY,
          "transaction " + status.stage().word() + reason,
          hash.toHex());
    }
  }

  private static RpcException timedOut(Hash hash, Duration timeout) {
    return RpcException.withData(
        RpcException.SYNC_TIMEOUT,
        "The transaction was added to the mempool but was not final within "
            + timeout.toMillis()
            + " ms",
        hash.toHex());
  }
}
