package org.tetrarch.node.mempool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;

/**
 * What waits of one sender, by nonce. No nonce is below the account's, and the account can pay for
 * all together. Guarded by the mempool's lock.
 */
final class SenderQueue {
  final Address sender;
  private final TreeMap<Long, Pooled> byNonce = new TreeMap<>();
  private Account account;
  private BigInteger cost = BigInteger.ZERO;
  private int ready;

  SenderQueue(Address sender, Account account) {
    this.sender = sender;
    this.account = account;
  }

  Account account() {
    return account;
  }

  int size() {
    return byNonce.size();
  }

  boolean isEmpty() {
    return byNonce.isEmpty();
  }

  /** How many follow one another from the account's nonce on. */
  int ready() {
    return ready;
  }

  long pendingNonce() {
    return account.nonce() + ready;
  }

  @Nullable Pooled at(long nonce) {
    return byNonce.get(nonce);
  }

  /** The one that could be executed right now. */
  @Nullable Pooled next() {
    return byNonce.get(account.nonce());
  }

  @Nullable Pooled last() {
    Map.Entry<Long, Pooled> last = byNonce.lastEntry();
    return last == null ? null : last.getValue();
  }

  boolean isLastQueued() {
    return byNonce.size() > ready;
  }

  /** What the sender must own to have this one too, in place of the one with its nonce. */
  BigInteger costWith(Pooled pooled) {
    Pooled replaced = byNonce.get(pooled.nonce());
    BigInteger others = replaced == null ? cost : cost.subtract(replaced.cost);
    return others.add(pooled.cost);
  }

  void put(Pooled pooled) {
    cost = costWith(pooled);
    byNonce.put(pooled.nonce(), pooled);
    countReady();
  }

  void remove(Pooled pooled) {
    if (byNonce.remove(pooled.nonce(), pooled)) {
      cost = cost.subtract(pooled.cost);
      ready = (int) Math.min(ready, Math.max(0, pooled.nonce() - account.nonce()));
    }
  }

  /** The account as a block left it; gives back those whose nonce is used now. */
  List<Pooled> advanceTo(Account changed) {
    account = changed;
    List<Pooled> used = new ArrayList<>(byNonce.headMap(changed.nonce()).values());
    used.forEach(this::remove);
    ready = 0;
    countReady();
    return used;
  }

  /** Gives back those, from the highest nonce down, that the account cannot pay for any more. */
  List<Pooled> dropUnfunded() {
    List<Pooled> dropped = new ArrayList<>();
    Pooled last = last();
    while (last != null && cost.compareTo(account.balance().value()) > 0) {
      remove(last);
      dropped.add(last);
      last = last();
    }
    return dropped;
  }

  private void countReady() {
    while (byNonce.containsKey(account.nonce() + ready)) {
      ready++;
    }
  }

  Collection<Pooled> all() {
    return Collections.unmodifiableCollection(byNonce.values());
  }
}
