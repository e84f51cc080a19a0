package org.tetrarch.node.mempool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountView;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * The transactions that wait for a block. Any thread; the lock is held for a few map accesses, by
 * {@link #candidates} and {@link #content} for as many as they copy.
 */
public final class Mempool {
  private static final long NONE = -1;

  private static final Comparator<SignedTransaction> BY_SENDER_AND_NONCE =
      Comparator.comparing(SignedTransaction::sender).thenComparingLong(SignedTransaction::nonce);

  /** Where a transaction comes from. */
  public enum Origin {
    CLIENT,
    PEER,
    /** From a block that could not execute it. */
    RETURNED
  }

  /** Told of every transaction that was not there before, on the thread that added it. */
  @FunctionalInterface
  public interface Listener {
    void added(SignedTransaction transaction, Origin origin);
  }

  /**
   * @param ready could follow one another into the next blocks
   * @param queued wait for a lower nonce of their sender
   */
  public record Size(int ready, int queued) {}

  /**
   * A transaction that waits, and whether it waits for nothing but its turn.
   *
   * @param sinceMillis Unix time at which it came
   * @param batch the height that it is proposed for, if it is
   * @param ready could be executed after those that wait before it
   */
  public record Pending(
      SignedTransaction transaction, long sinceMillis, OptionalLong batch, boolean ready) {}

  /** Ordered by sender and nonce within each list. */
  public record Content(List<SignedTransaction> ready, List<SignedTransaction> queued) {
    public Content {
      ready = List.copyOf(ready);
      queued = List.copyOf(queued);
    }
  }

  private final ChainRules rules;
  private final LongSupplier clock;
  private final Pool pool;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /**
   * Written under the pool's lock; whoever looks an account up outside of it looks again inside.
   */
  private volatile AccountView head;

  /** Read on every turn of the consensus loop, which takes no lock. */
  private volatile long oldestReady = NONE;

  /**
   * @param head the accounts after the newest executed block
   * @param clock Unix time in milliseconds
   */
  public Mempool(ChainRules rules, MempoolLimits limits, AccountView head, LongSupplier clock) {
    this.rules = rules;
    this.clock = clock;
    this.pool = new Pool(rules, limits);
    this.head = head;
  }

  /** Calls the listener for every transaction that is newly added from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Takes a transaction in, if the head and what waits already allow it. */
  public Admission add(SignedTransaction transaction, Origin origin) {
    Optional<RejectionReason> problem = rules.problem(transaction);
    Admission admission =
        problem.isPresent()
            ? new Admission.Rejected(problem.get().wording())
            : admit(transaction, clock.getAsLong());
    if (admission instanceof Admission.Rejected rejected) {
      synchronized (pool) {
        pool.refused(transaction.hash(), rejected.reason());
      }
    } else if (admission instanceof Admission.Accepted) {
      listeners.forEach(listener -> listener.added(transaction, origin));
    }
    return admission;
  }

  private Admission admit(SignedTransaction transaction, long now) {
    synchronized (pool) {
      pool.expire(now);
      // Each peer tells of it: that costs no look at the state.
      if (pool.knows(transaction.hash())) {
        publish();
        return new Admission.AlreadyKnown();
      }
    }
    while (true) {
      AccountView seen = head;
      // May read the disk, so not under the lock.
      Account account = seen.account(transaction.sender());
      synchronized (pool) {
        if (seen.equals(head)) {
          pool.expire(now);
          Admission admission = pool.admit(transaction, account, now);
          publish();
          return admission;
        }
      }
    }
  }

  /**
   * Takes note of an executed block: what is in it waits no more, what it could not execute waits
   * again. Blocks come in the order of their heights.
   */
  public void onBlock(ExecutedBlock executed) {
    synchronized (pool) {
      head = executed.state();
      pool.onBlock(executed);
      pool.expire(clock.getAsLong());
      publish();
    }
    executed.skipped().forEach(skipped -> add(skipped.transaction(), Origin.RETURNED));
  }

  /** Takes note that these are proposed for the block of a height; the last word on it counts. */
  public void inBatch(long height, List<SignedTransaction> transactions) {
    synchronized (pool) {
      pool.inBatch(height, transactions);
    }
  }

  /** Gives up what has waited too long. Adding and blocks do so too; this is for quiet times. */
  public void expire() {
    synchronized (pool) {
      pool.expire(clock.getAsLong());
      publish();
    }
  }

  private void publish() {
    oldestReady = pool.order().oldestTicket().orElse(NONE);
  }

  /**
   * Stands for the transaction that has waited longest, of those that could be executed right now;
   * a replacement inherits it. Costs one read of memory.
   */
  public OptionalLong oldestReadyTicket() {
    long ticket = oldestReady;
    return ticket == NONE ? OptionalLong.empty() : OptionalLong.of(ticket);
  }

  /**
   * The best paid transactions, the oldest of equals first, each after the lower nonces of its
   * sender.
   *
   * @param nextNonces for senders in batches that are ordered but not executed: the nonce that
   *     follows those
   */
  public List<SignedTransaction> candidates(Map<Address, Long> nextNonces, int limit) {
    synchronized (pool) {
      return pool.candidates(nextNonces, limit);
    }
  }

  /** What became of a transaction that this node was given in this run. */
  public Fate fate(Hash hash) {
    synchronized (pool) {
      return pool.fate(hash);
    }
  }

  /** Takes note that a peer has these. */
  public void heldBy(int peer, List<SignedTransaction> transactions) {
    synchronized (pool) {
      pool.heldBy(peer, transactions);
    }
  }

  /** More of a transaction that waits; empty when it does not. */
  public Optional<Waiting> waiting(Hash hash) {
    synchronized (pool) {
      return pool.waiting(hash);
    }
  }

  /** A transaction that waits. */
  public Optional<SignedTransaction> find(Hash hash) {
    synchronized (pool) {
      return pool.find(hash);
    }
  }

  /** The next nonce of an account, counting what waits here without a hole. */
  public long pendingNonce(Address address) {
    synchronized (pool) {
      OptionalLong pending = pool.pendingNonce(address);
      if (pending.isPresent()) {
        return pending.getAsLong();
      }
    }
    return head.nonce(address);
  }

  /** The time by which it counts how long something waits: Unix time in milliseconds. */
  public long nowMillis() {
    return clock.getAsLong();
  }

  /**
   * What waits, ready or not, in the order in which it came.
   *
   * @param since takes only those of which this is true of the time at which they came; called
   *     under the pool's lock
   */
  public List<SignedTransaction> oldest(int limit, LongPredicate since) {
    synchronized (pool) {
      return pool.oldest(limit, since);
    }
  }

  /** What waits, the oldest first, at most {@code limit} of them. */
  public List<Pending> pending(int limit) {
    synchronized (pool) {
      return pool.pending(limit);
    }
  }

  /** How many wait. */
  public Size size() {
    synchronized (pool) {
      int ready = pool.order().ready();
      return new Size(ready, pool.size() - ready);
    }
  }

  /** What waits, ready ones before queued ones, at most {@code limit} in all. */
  public Content content(int limit) {
    List<SignedTransaction> ready = new ArrayList<>();
    List<SignedTransaction> queued = new ArrayList<>();
    synchronized (pool) {
      pool.copyInto(ready, queued);
    }
    ready.sort(BY_SENDER_AND_NONCE);
    queued.sort(BY_SENDER_AND_NONCE);
    List<SignedTransaction> first = ready.subList(0, Math.min(limit, ready.size()));
    return new Content(first, queued.subList(0, Math.min(limit - first.size(), queued.size())));
  }
}
