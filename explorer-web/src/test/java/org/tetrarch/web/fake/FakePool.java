package org.tetrarch.web.fake;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.PendingBlock;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountView;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.port.TransactionPool;
import org.tetrarch.web.port.TransactionStatus;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** Keeps transactions in the order in which they come; tests take them out. */
public final class FakePool implements TransactionPool {

  /** When everything that waits was seen first. */
  public static final long SINCE_MILLIS = 1_700_000_100_000L;

  private final FakeChain chain;
  private final Map<Hash, SignedTransaction> waiting = new LinkedHashMap<>();
  private final Map<Hash, TransactionStatus> told = new HashMap<>();
  private Optional<String> refusal = Optional.empty();

  FakePool(FakeChain chain) {
    this.chain = chain;
  }

  /** From now on everything is refused for this reason. */
  public synchronized void refuse(String reason) {
    refusal = Optional.of(reason);
  }

  /** Takes all waiting transactions out, as a primary does. */
  public synchronized SignedTransaction[] drain() {
    SignedTransaction[] all = waiting.values().toArray(SignedTransaction[]::new);
    waiting.clear();
    return all;
  }

  /** Gives a transaction up, as the pool does when it is too old or replaced. */
  public synchronized void end(Hash hash, Stage stage, String reason) {
    waiting.remove(hash);
    tell(hash, TransactionStatus.of(stage).because(reason));
  }

  /** From now on this is what is told of a transaction. */
  public synchronized void tell(Hash hash, TransactionStatus status) {
    told.put(hash, status);
  }

  @Override
  public Submission submit(SignedTransaction transaction) {
    Submission outcome = take(transaction);
    if (outcome instanceof Submission.Accepted) {
      chain.tellPending(transaction.hash());
    }
    return outcome;
  }

  private synchronized Submission take(SignedTransaction transaction) {
    Hash hash = transaction.hash();
    if (refusal.isPresent()) {
      return new Submission.Rejected(refusal.get());
    }
    if (waiting.containsKey(hash) || chain.transaction(hash).isPresent()) {
      return new Submission.AlreadyKnown();
    }
    AccountView state = address -> account(address);
    Optional<RejectionReason> problem =
        PendingBlock.senderProblem(transaction, state)
            .filter(reason -> reason != RejectionReason.NONCE_TOO_HIGH);
    if (problem.isPresent()) {
      return new Submission.Rejected(problem.get().wording());
    }
    waiting.put(hash, transaction);
    return new Submission.Accepted();
  }

  private Account account(Address address) {
    return chain.account(address, chain.head().height()).orElse(Account.EMPTY);
  }

  @Override
  public synchronized TransactionStatus status(Hash hash) {
    TransactionStatus otherwise =
        waiting.containsKey(hash)
            ? TransactionStatus.of(Stage.PENDING)
            : TransactionStatus.unknown();
    return told.getOrDefault(hash, otherwise);
  }

  @Override
  public synchronized Optional<SignedTransaction> find(Hash hash) {
    return Optional.ofNullable(waiting.get(hash));
  }

  @Override
  public synchronized long pendingNonce(Address address) {
    long nonce = account(address).nonce();
    while (isWaiting(address, nonce)) {
      nonce++;
    }
    return nonce;
  }

  private boolean isWaiting(Address sender, long nonce) {
    return waiting.values().stream()
        .anyMatch(
            transaction -> transaction.sender().equals(sender) && transaction.nonce() == nonce);
  }

  private boolean isExecutable(SignedTransaction transaction) {
    return transaction.nonce() < pendingNonce(transaction.sender());
  }

  @Override
  public synchronized PoolCounts counts() {
    int executable = (int) waiting.values().stream().filter(this::isExecutable).count();
    return new PoolCounts(executable, waiting.size() - executable);
  }

  @Override
  public synchronized List<Pending> pending(int limit) {
    return waiting.values().stream()
        .limit(limit)
        .map(t -> new Pending(t, SINCE_MILLIS, OptionalLong.empty(), isExecutable(t)))
        .toList();
  }

  @Override
  public synchronized PoolContent content(int limit) {
    List<SignedTransaction> executable =
        waiting.values().stream().filter(this::isExecutable).limit(limit).toList();
    List<SignedTransaction> queued =
        waiting.values().stream()
            .filter(transaction -> !isExecutable(transaction))
            .limit(limit - executable.size())
            .toList();
    return new PoolContent(executable, queued);
  }
}
