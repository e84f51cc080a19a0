package org.tetrarch.lab.simulator.monitor;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.state.ReplicaConfig;

/**
 * INV-11: queues, windows, kept votes and logs stay under their stated bounds, whatever peers send.
 */
public final class Bounded implements Monitor {
  /**
   * The bounds of a node, apart from its replica's, which follow from the protocol's parameters.
   *
   * @param prunedAtOnce so many records may wait in the log until it is worth a write to drop them
   */
  public record Limits(int transactions, int waiting, int prunedAtOnce, int evidenceOfOne) {}

  private final ReplicaConfig config;
  private final Limits limits;

  /** In which view each replica first had each stable checkpoint, for about a window of them. */
  private final Map<Integer, TreeMap<Long, Long>> views = new HashMap<>();

  private final Map<Integer, Long> view = new HashMap<>();

  /**
   * @param config of any of the replicas
   */
  public Bounded(ReplicaConfig config, Limits limits) {
    this.config = config;
    this.limits = limits;
  }

  @Override
  public void status(int replica, ReplicaStatus status) {
    TreeMap<Long, Long> seen = views.computeIfAbsent(replica, it -> new TreeMap<>());
    long stable = status.stable().sequence().value();
    view.put(replica, status.view().number());
    seen.putIfAbsent(stable, status.view().number());
    // What is open now may have been written as soon as it came into the window.
    Long opened = seen.floorKey(Math.max(0, stable - config.window()));
    seen.headMap(opened == null ? 0 : opened).clear();
  }

  @Override
  public void holds(int replica, Holdings holdings) {
    holdings.replica().excess(config).ifPresent(excess -> broken(replica, excess));
    require(replica, "transactions", holdings.transactions(), limits.transactions());
    require(replica, "waiting events", holdings.waiting(), limits.waiting());
    long n = config.replicas().size();
    require(replica, "pieces of evidence", holdings.evidence(), n * limits.evidenceOfOne());
    require(replica, "log records", holdings.logRecords(), mostRecords(replica, holdings));
  }

  /**
   * Two of each slot in each view in which it was voted on, two of each view since the oldest of
   * these slots came into the window, a certificate of each checkpoint since then, and what is not
   * worth dropping yet.
   */
  private long mostRecords(int replica, Holdings holdings) {
    TreeMap<Long, Long> seen = views.getOrDefault(replica, new TreeMap<>(Map.of(0L, 0L)));
    long passed = view.getOrDefault(replica, 0L) - seen.firstEntry().getValue();
    long slots = 2L * 2 * config.window() * holdings.replica().viewsVotedIn();
    return slots + 2 * (passed + 1) + 2 * config.window() + limits.prunedAtOnce();
  }

  private static void require(int replica, String what, long held, long most) {
    if (held > most) {
      broken(replica, "%d %s are held, %d at most are allowed".formatted(held, what, most));
    }
  }

  private static void broken(int replica, String what) {
    throw new Violation("INV-11", "at replica %d %s".formatted(replica, what));
  }

  @Override
  public void lostData(int replica) {
    views.remove(replica);
    view.remove(replica);
  }
}
