package org.tetrarch.node.mempool;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** What the mempool holds. It looks nothing up and calls nobody; guarded by itself as the lock. */
final class Pool {
  private static final long MILLIS_PER_MINUTE = 60_000;

  private final ChainRules rules;
  private final MempoolLimits limits;
  private final Map<Address, SenderQueue> queues = new HashMap<>();

  /** In the order in which they came. */
  private final LinkedHashMap<Hash, Pooled> byHash = new LinkedHashMap<>();

  private final PoolOrder order = new PoolOrder();
  private final FateBook fates;

  /** By the height that they are proposed for. */
  private final TreeMap<Long, Set<Pooled>> proposed = new TreeMap<>();

  private long executedHeight = -1;
  private long nextTicket;

  Pool(ChainRules rules, MempoolLimits limits) {
    this.rules = rules;
    this.limits = limits;
    this.fates = new FateBook(limits.rememberedFates());
  }

  PoolOrder order() {
    return order;
  }

  int size() {
    return byHash.size();
  }

  /**
   * @param account the sender's at the head
   */
  Admission admit(SignedTransaction transaction, Account account, long now) {
    if (knows(transaction.hash())) {
      return new Admission.AlreadyKnown();
    }
    if (transaction.nonce() < account.nonce()) {
      return rejected(
          RejectionReason.NONCE_TOO_LOW,
          "next nonce %d, tx nonce %d".formatted(account.nonce(), transaction.nonce()));
    }
    Address sender = transaction.sender();
    SenderQueue queue = queues.getOrDefault(sender, new SenderQueue(sender, account));
    Pooled replaced = queue.at(transaction.nonce());
    if (replaced != null && !replaced.mayBeReplacedBy(transaction)) {
      return new Admission.Rejected("replacement transaction underpriced");
    }
    long ticket = replaced == null ? nextTicket++ : replaced.ticket;
    Pooled pooled = new Pooled(transaction, ticket, now, rules.baseFeePerGas());
    Optional<Admission> refusal = fundsProblem(queue, pooled);
    if (refusal.isEmpty() && replaced == null) {
      refusal = makeRoom(queue, pooled);
    }
    if (refusal.isPresent()) {
      return refusal.get();
    }
    put(queue, pooled, replaced);
    return new Admission.Accepted();
  }

  /** Whether it waits here, or is executed as far as is remembered. */
  boolean knows(Hash hash) {
    return byHash.containsKey(hash) || fates.get(hash) instanceof Fate.Included;
  }

  private void put(SenderQueue queue, Pooled pooled, @Nullable Pooled replaced) {
    Hash hash = pooled.transaction.hash();
    if (replaced != null) {
      forget(replaced, new Fate.Replaced(hash));
    }
    queue.put(pooled);
    queues.put(queue.sender, queue);
    byHash.put(hash, pooled);
    fates.forget(hash);
    order.update(queue);
  }

  private static Admission rejected(RejectionReason reason, String detail) {
    return new Admission.Rejected(reason.wording() + ": " + detail);
  }

  private static Optional<Admission> fundsProblem(SenderQueue queue, Pooled pooled) {
    BigInteger balance = queue.account().balance().value();
    BigInteger needed = queue.costWith(pooled);
    if (needed.compareTo(balance) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        rejected(
            RejectionReason.INSUFFICIENT_FUNDS,
            "balance %s, queued cost %s, tx cost %s, overshot %s"
                .formatted(
                    balance, needed.subtract(pooled.cost), pooled.cost, needed.subtract(balance))));
  }

  /** Drops what has to go for a new transaction, or says why that one is refused. */
  private Optional<Admission> makeRoom(SenderQueue queue, Pooled pooled) {
    Pooled last = queue.last();
    if (last != null && queue.size() >= limits.perSender()) {
      if (pooled.nonce() > last.nonce()) {
        return Optional.of(
            new Admission.Rejected(
                "account limit exceeded: %d transactions of this sender wait already"
                    .formatted(queue.size())));
      }
      drop(last, "account limit exceeded: lower nonces of this sender came");
    }
    if (byHash.size() >= limits.total()) {
      if (!isBetter(queue, pooled, order.victim())) {
        return Optional.of(
            new Admission.Rejected("txpool is full: a higher priority fee gets in, or wait"));
      }
      drop(order.victim(), "the mempool was full and others pay more");
    }
    return Optional.empty();
  }

  private boolean isBetter(SenderQueue queue, Pooled pooled, Pooled victim) {
    if (victim.transaction.sender().equals(queue.sender) && victim.nonce() < pooled.nonce()) {
      return false;
    }
    boolean queued = pooled.nonce() > queue.pendingNonce();
    return queued == order.isVictimQueued()
        ? Pooled.BEST_FIRST.compare(pooled, victim) < 0
        : !queued;
  }

  /** For what was not taken in; it says nothing new of what is known already. */
  void refused(Hash hash, String reason) {
    if (!byHash.containsKey(hash)) {
      fates.putIfAbsent(hash, new Fate.Dropped(reason));
    }
  }

  private void drop(Pooled pooled, String reason) {
    SenderQueue queue = queues.get(pooled.transaction.sender());
    forget(pooled, new Fate.Dropped(reason));
    if (queue != null) {
      queue.remove(pooled);
      order.update(queue);
      if (queue.isEmpty()) {
        queues.remove(queue.sender);
      }
    }
  }

  private void forget(Pooled pooled, Fate fate) {
    byHash.remove(pooled.transaction.hash());
    fates.put(pooled.transaction.hash(), fate);
  }

  void expire(long now) {
    Iterator<Pooled> oldest = byHash.values().iterator();
    while (oldest.hasNext()) {
      Pooled pooled = oldest.next();
      if (now - pooled.sinceMillis < limits.timeToLiveMillis()) {
        break;
      }
      drop(
          pooled,
          "waited longer than %d minutes".formatted(limits.timeToLiveMillis() / MILLIS_PER_MINUTE));
      oldest = byHash.values().iterator();
    }
  }

  void onBlock(ExecutedBlock executed) {
    executedHeight = executed.block().number();
    Map<Address, Map<Long, Hash>> included = new HashMap<>();
    for (SignedTransaction transaction : executed.block().transactions()) {
      included
          .computeIfAbsent(transaction.sender(), sender -> new HashMap<>())
          .put(transaction.nonce(), transaction.hash());
      Pooled pooled = byHash.remove(transaction.hash());
      OptionalLong since =
          pooled == null ? OptionalLong.empty() : OptionalLong.of(pooled.sinceMillis);
      fates.put(transaction.hash(), new Fate.Included(executedHeight, since));
    }
    executed
        .changedAccounts()
        .forEach(
            (address, account) -> {
              SenderQueue queue = queues.get(address);
              if (queue != null) {
                advance(queue, account, included.getOrDefault(address, Map.of()));
              }
            });
    returnProposed();
  }

  private void advance(SenderQueue queue, Account account, Map<Long, Hash> included) {
    for (Pooled used : queue.advanceTo(account)) {
      if (byHash.containsKey(used.transaction.hash())) {
        Hash by = included.get(used.nonce());
        forget(used, by == null ? tooLow() : new Fate.Replaced(by));
      }
    }
    for (Pooled unfunded : queue.dropUnfunded()) {
      forget(unfunded, new Fate.Dropped(RejectionReason.INSUFFICIENT_FUNDS.wording()));
    }
    order.update(queue);
    if (queue.isEmpty()) {
      queues.remove(queue.sender);
    }
  }

  private static Fate tooLow() {
    return new Fate.Dropped(RejectionReason.NONCE_TOO_LOW.wording());
  }

  /** Whatever was proposed for the executed height and is still here was left out. */
  private void returnProposed() {
    Map<Long, Set<Pooled>> decided = proposed.headMap(executedHeight, true);
    decided.forEach((height, all) -> all.forEach(pooled -> pooled.leftOutOf(height)));
    decided.clear();
  }

  void inBatch(long height, List<SignedTransaction> transactions) {
    if (height <= executedHeight) {
      return;
    }
    Set<Pooled> now = new LinkedHashSet<>();
    for (SignedTransaction transaction : transactions) {
      Pooled pooled = byHash.get(transaction.hash());
      if (pooled != null) {
        now.add(pooled);
      }
    }
    Set<Pooled> before = proposed.put(height, now);
    if (before != null) {
      before.forEach(pooled -> pooled.leftOutOf(height));
    }
    now.forEach(pooled -> pooled.proposedFor(height));
  }

  List<SignedTransaction> candidates(Map<Address, Long> nextNonces, int limit) {
    return order.best(queues, nextNonces, limit);
  }

  Fate fate(Hash hash) {
    Pooled pooled = byHash.get(hash);
    if (pooled != null) {
      return pooled.fate();
    }
    Fate fate = fates.get(hash);
    return fate == null ? new Fate.Unknown() : fate;
  }

  void heldBy(int peer, List<SignedTransaction> transactions) {
    for (SignedTransaction transaction : transactions) {
      Pooled pooled = byHash.get(transaction.hash());
      if (pooled != null) {
        pooled.heldBy(peer);
      }
    }
  }

  Optional<Waiting> waiting(Hash hash) {
    return Optional.ofNullable(byHash.get(hash))
        .map(pooled -> new Waiting(pooled.holders(), missingNonce(pooled)));
  }

  private OptionalLong missingNonce(Pooled pooled) {
    OptionalLong next = pendingNonce(pooled.transaction.sender());
    return next.isPresent() && next.getAsLong() < pooled.nonce() ? next : OptionalLong.empty();
  }

  Optional<SignedTransaction> find(Hash hash) {
    return Optional.ofNullable(byHash.get(hash)).map(pooled -> pooled.transaction);
  }

  OptionalLong pendingNonce(Address address) {
    SenderQueue queue = queues.get(address);
    return queue == null ? OptionalLong.empty() : OptionalLong.of(queue.pendingNonce());
  }

  List<SignedTransaction> oldest(int limit, LongPredicate since) {
    return byHash.values().stream()
        .filter(pooled -> since.test(pooled.sinceMillis))
        .limit(limit)
        .map(pooled -> pooled.transaction)
        .toList();
  }

  /** The oldest first. */
  List<Mempool.Pending> pending(int limit) {
    return byHash.values().stream().limit(limit).map(this::described).toList();
  }

  private Mempool.Pending described(Pooled pooled) {
    SenderQueue queue = queues.get(pooled.transaction.sender());
    boolean ready = queue != null && pooled.nonce() < queue.pendingNonce();
    return new Mempool.Pending(pooled.transaction, pooled.sinceMillis, pooled.batch(), ready);
  }

  /** In no defined order. */
  void copyInto(List<SignedTransaction> ready, List<SignedTransaction> queued) {
    for (SenderQueue queue : queues.values()) {
      int position = 0;
      for (Pooled pooled : queue.all()) {
        (position++ < queue.ready() ? ready : queued).add(pooled.transaction);
      }
    }
  }
}
