package org.tetrarch.node.mempool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * The senders in order: who is served next, who has waited longest, who makes room when the mempool
 * is full. Only each sender's first and last transaction stand here, so an update costs a few
 * comparisons. Guarded by the mempool's lock.
 */
final class PoolOrder {
  /**
   * A sender's place in the orders.
   *
   * @param next its first transaction if that is ready
   * @param last its last one, which can go without leaving a hole
   */
  private record Place(@Nullable Pooled next, Pooled last, boolean lastQueued, int ready) {}

  /** Those behind a hole first, then the lowest tip, then the one that came last. */
  private static final Comparator<Place> GIVEN_UP_FIRST =
      Comparator.comparing((Place place) -> !place.lastQueued())
          .thenComparing(Place::last, Pooled.BEST_FIRST.reversed());

  private final Map<Address, Place> places = new HashMap<>();
  private final TreeSet<Pooled> bestFirst = new TreeSet<>(Pooled.BEST_FIRST);
  private final TreeSet<Pooled> oldestFirst = new TreeSet<>(Pooled.OLDEST_FIRST);
  private final TreeSet<Place> givenUpFirst = new TreeSet<>(GIVEN_UP_FIRST);
  private int ready;

  /** To be called after every change of a queue. */
  void update(SenderQueue queue) {
    Place before = places.remove(queue.sender);
    if (before != null) {
      ready -= before.ready();
      givenUpFirst.remove(before);
      Pooled next = before.next();
      if (next != null) {
        bestFirst.remove(next);
        oldestFirst.remove(next);
      }
    }
    Pooled last = queue.last();
    if (last != null) {
      add(queue, new Place(queue.next(), last, queue.isLastQueued(), queue.ready()));
    }
  }

  private void add(SenderQueue queue, Place place) {
    places.put(queue.sender, place);
    ready += place.ready();
    givenUpFirst.add(place);
    Pooled next = place.next();
    if (next != null) {
      bestFirst.add(next);
      oldestFirst.add(next);
    }
  }

  /** How many transactions are ready, of all senders. */
  int ready() {
    return ready;
  }

  OptionalLong oldestTicket() {
    return oldestFirst.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(oldestFirst.first().ticket);
  }

  /** The transaction that goes when room is needed. Throws when the pool is empty. */
  Pooled victim() {
    return givenUpFirst.first().last();
  }

  boolean isVictimQueued() {
    return givenUpFirst.first().lastQueued();
  }

  /**
   * The best transactions in an order in which they can be executed.
   *
   * @param nextNonces senders of whom more is ordered already than the state shows, with the nonce
   *     from which on they are to be served
   */
  List<SignedTransaction> best(
      Map<Address, SenderQueue> queues, Map<Address, Long> nextNonces, int limit) {
    PriorityQueue<Pooled> opened = new PriorityQueue<>(Pooled.BEST_FIRST);
    nextNonces.forEach((sender, nonce) -> offer(opened, queues.get(sender), nonce));
    Iterator<Pooled> unopened = bestFirst.iterator();
    Pooled waiting = nextOf(unopened, nextNonces);
    List<SignedTransaction> chosen = new ArrayList<>();
    while (chosen.size() < limit) {
      Pooled best = opened.peek();
      if (best == null || (waiting != null && Pooled.BEST_FIRST.compare(waiting, best) < 0)) {
        best = waiting;
        waiting = nextOf(unopened, nextNonces);
      } else {
        opened.remove();
      }
      if (best == null) {
        break;
      }
      chosen.add(best.transaction);
      offer(opened, queues.get(best.transaction.sender()), best.nonce() + 1);
    }
    return chosen;
  }

  private static void offer(PriorityQueue<Pooled> opened, @Nullable SenderQueue queue, long nonce) {
    Pooled pooled = queue == null ? null : queue.at(Math.max(nonce, queue.account().nonce()));
    if (pooled != null) {
      opened.add(pooled);
    }
  }

  private static @Nullable Pooled nextOf(Iterator<Pooled> unopened, Map<Address, Long> nextNonces) {
    while (unopened.hasNext()) {
      Pooled pooled = unopened.next();
      if (!nextNonces.containsKey(pooled.transaction.sender())) {
        return pooled;
      }
    }
    return null;
  }
}
