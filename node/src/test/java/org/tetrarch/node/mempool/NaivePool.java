package org.tetrarch.node.mempool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountView;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** What the mempool should do, as one list that is searched from end to end each time. */
final class NaivePool {
  private record Entry(SignedTransaction transaction, long place, long since) {
    Wei tip() {
      return transaction.maxPriorityFeePerGas();
    }

    long nonce() {
      return transaction.nonce();
    }

    Address sender() {
      return transaction.sender();
    }
  }

  private static final Comparator<Entry> BEST_FIRST =
      Comparator.comparing(Entry::tip).reversed().thenComparingLong(Entry::place);

  private final MempoolLimits limits;
  private final List<Entry> entries = new ArrayList<>();
  private AccountView head;
  private long nextPlace;

  NaivePool(MempoolLimits limits, AccountView head) {
    this.limits = limits;
    this.head = head;
  }

  /** What a refusal begins with; empty when the transaction is taken in. */
  Optional<String> add(SignedTransaction transaction, long now) {
    expire(now);
    Account account = head.account(transaction.sender());
    if (transaction.nonce() < account.nonce()) {
      return Optional.of("nonce too low");
    }
    List<Entry> own = of(transaction.sender());
    Optional<Entry> replaced =
        own.stream().filter(e -> e.nonce() == transaction.nonce()).findFirst();
    if (replaced.isPresent() && !paysATenthMore(replaced.get().transaction(), transaction)) {
      return Optional.of("replacement transaction underpriced");
    }
    BigInteger cost = transaction.upfrontCost();
    for (Entry entry : own) {
      if (!replaced.equals(Optional.of(entry))) {
        cost = cost.add(entry.transaction().upfrontCost());
      }
    }
    if (cost.compareTo(account.balance().value()) > 0) {
      nextPlace += replaced.isPresent() ? 0 : 1;
      return Optional.of("insufficient funds");
    }
    if (replaced.isPresent()) {
      entries.remove(replaced.get());
      entries.add(new Entry(transaction, replaced.get().place(), now));
      return Optional.empty();
    }
    Optional<String> full = makeRoom(transaction, own, account);
    if (full.isEmpty()) {
      entries.add(new Entry(transaction, nextPlace, now));
    }
    nextPlace++;
    return full;
  }

  private static boolean paysATenthMore(SignedTransaction old, SignedTransaction fresh) {
    return fresh.maxFeePerGas().value().compareTo(old.maxFeePerGas().value()) > 0
        && isTenthMore(old.maxFeePerGas(), fresh.maxFeePerGas())
        && isTenthMore(old.maxPriorityFeePerGas(), fresh.maxPriorityFeePerGas());
  }

  private static boolean isTenthMore(Wei old, Wei fresh) {
    return !fresh.times(10).isLessThan(old.times(11));
  }

  private Optional<String> makeRoom(
      SignedTransaction transaction, List<Entry> own, Account account) {
    if (own.size() >= limits.perSender()) {
      if (own.getLast().nonce() < transaction.nonce()) {
        return Optional.of("account limit exceeded");
      }
      entries.remove(own.getLast());
    }
    if (entries.size() < limits.total()) {
      return Optional.empty();
    }
    Entry victim = lastOnes().stream().min(this::givenUpFirst).orElseThrow();
    boolean ready = transaction.nonce() <= account.nonce() + readyOf(transaction.sender()).size();
    boolean better =
        isReady(victim) == ready
            ? victim.tip().isLessThan(transaction.maxPriorityFeePerGas())
            : ready;
    if (victim.sender().equals(transaction.sender()) && victim.nonce() < transaction.nonce()) {
      better = false;
    }
    if (!better) {
      return Optional.of("txpool is full");
    }
    entries.remove(victim);
    return Optional.empty();
  }

  private int givenUpFirst(Entry a, Entry b) {
    return isReady(a) != isReady(b) ? (isReady(a) ? 1 : -1) : BEST_FIRST.compare(b, a);
  }

  private List<Entry> lastOnes() {
    return entries.stream().filter(e -> of(e.sender()).getLast().equals(e)).toList();
  }

  private List<Entry> of(Address sender) {
    return sorted(e -> e.sender().equals(sender), Comparator.comparingLong(Entry::nonce));
  }

  private List<Entry> sorted(Predicate<Entry> which, Comparator<Entry> order) {
    return new ArrayList<>(entries.stream().filter(which).sorted(order).toList());
  }

  private List<Entry> readyOf(Address sender) {
    List<Entry> ready = new ArrayList<>();
    long nonce = head.nonce(sender);
    for (Entry entry : of(sender)) {
      if (entry.nonce() == nonce) {
        ready.add(entry);
        nonce++;
      }
    }
    return ready;
  }

  private boolean isReady(Entry entry) {
    return readyOf(entry.sender()).contains(entry);
  }

  void expire(long now) {
    entries.removeIf(e -> now - e.since() >= limits.timeToLiveMillis());
  }

  void onBlock(AccountView next, long now) {
    head = next;
    entries.removeIf(e -> e.nonce() < head.nonce(e.sender()));
    for (Entry entry : List.copyOf(entries)) {
      dropUnfunded(entry.sender());
    }
    expire(now);
  }

  private void dropUnfunded(Address sender) {
    List<Entry> own = of(sender);
    BigInteger cost =
        own.stream()
            .map(e -> e.transaction().upfrontCost())
            .reduce(BigInteger.ZERO, BigInteger::add);
    while (cost.compareTo(head.balance(sender).value()) > 0) {
      Entry last = own.removeLast();
      cost = cost.subtract(last.transaction().upfrontCost());
      entries.remove(last);
    }
  }

  List<SignedTransaction> candidates(Map<Address, Long> nextNonces) {
    List<Entry> left = new ArrayList<>(entries);
    left.removeIf(e -> e.nonce() < nextNonce(e.sender(), nextNonces));
    List<SignedTransaction> chosen = new ArrayList<>();
    while (true) {
      Optional<Entry> best =
          left.stream().filter(e -> isServable(e, nextNonces, chosen)).min(BEST_FIRST);
      if (best.isEmpty()) {
        return chosen;
      }
      left.remove(best.get());
      chosen.add(best.get().transaction());
    }
  }

  private long nextNonce(Address sender, Map<Address, Long> nextNonces) {
    @Nullable Long next = nextNonces.get(sender);
    return next == null ? head.nonce(sender) : Math.max(next, head.nonce(sender));
  }

  private boolean isServable(
      Entry entry, Map<Address, Long> nextNonces, List<SignedTransaction> chosen) {
    long served = chosen.stream().filter(t -> t.sender().equals(entry.sender())).count();
    return entry.nonce() == nextNonce(entry.sender(), nextNonces) + served;
  }

  /** The transaction that has waited longest of those that could be executed right now. */
  Optional<SignedTransaction> oldestReady() {
    return entries.stream()
        .filter(e -> e.nonce() == head.nonce(e.sender()))
        .min(Comparator.comparingLong(Entry::place))
        .map(Entry::transaction);
  }

  OptionalLong placeOf(SignedTransaction transaction) {
    return entries.stream()
        .filter(e -> e.transaction().equals(transaction))
        .mapToLong(Entry::place)
        .findFirst();
  }

  int ready() {
    return (int) entries.stream().filter(this::isReady).count();
  }

  int size() {
    return entries.size();
  }

  long pendingNonce(Address sender) {
    return head.nonce(sender) + readyOf(sender).size();
  }
}
