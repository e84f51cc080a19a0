package org.tetrarch.consensus.state;

import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;

/**
 * What a replica must know before it starts; all but {@code self} comes from the genesis file and
 * is equal at every replica.
 *
 * @param window L of the paper: how far the high watermark is above the stable checkpoint
 * @param checkpointInterval K of the paper: every so many sequence numbers there is a checkpoint
 * @param maxInFlight how many batches a primary proposes before the first is committed
 */
public record ReplicaConfig(
    ReplicaId self,
    ReplicaSet replicas,
    long window,
    long checkpointInterval,
    int maxInFlight,
    Timeouts timeouts) {
  public ReplicaConfig {
    if (!replicas.contains(self)) {
      throw new IllegalArgumentException(self + " is not one of " + replicas.size());
    }
    if (checkpointInterval < 1 || window < 2 * checkpointInterval) {
      throw new IllegalArgumentException("the window must hold two checkpoint intervals at least");
    }
    if (maxInFlight < 1 || maxInFlight > window) {
      throw new IllegalArgumentException("maxInFlight must be from 1 to the window");
    }
  }

  /**
   * All in milliseconds.
   *
   * @param status between two tellings of one's status: the primary's heartbeat
   * @param silence after which a primary that is not heard is suspected
   * @param request after which a waiting request or an open slot makes the primary suspected
   * @param newView how long to wait for NEW-VIEW once a quorum wants the view
   * @param cap request and newView double with each view that brings no progress, up to this
   */
  public record Timeouts(long status, long silence, long request, long newView, long cap) {
    public Timeouts {
      if (status < 1 || silence <= status || request < 1 || newView < 1 || cap < request) {
        throw new IllegalArgumentException("timeouts must be positive and silence above status");
      }
    }

    /** A timeout after {@code failures} views without progress. */
    public long grown(long base, int failures) {
      return Math.min(Math.max(base, cap), base << Math.min(failures, 20));
    }
  }
}
