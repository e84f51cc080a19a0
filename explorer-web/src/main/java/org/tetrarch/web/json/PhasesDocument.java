package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node saw PBFT do for a block. Times are microseconds since 1970 by that node's clock. A
 * node remembers the newest blocks of its run; of others it knows no attempts.
 *
 * @param attempts one for each view in which the block's number was assigned, ascending by view
 * @param executedMicros when the block was durable here
 * @param checkpoints signatures on the block's hash
 * @param certifiedMicros when a quorum of them was here
 */
public record PhasesDocument(
    long height,
    int quorum,
    int total,
    List<Attempt> attempts,
    @Nullable Long executedMicros,
    List<Vote> checkpoints,
    @Nullable Long certifiedMicros) {

  public PhasesDocument {
    attempts = List.copyOf(attempts);
    checkpoints = List.copyOf(checkpoints);
  }

  /**
   * @param proposal the primary's PRE-PREPARE; left out when this node did not see it
   * @param nullRequest whether the proposal is for nothing, as a new primary fills holes
   * @param preparedMicros when a quorum, the primary included, had said the same
   * @param committedMicros when a quorum had committed to it: from then on it cannot be undone
   */
  public record Attempt(
      long view,
      int primary,
      String primaryName,
      @Nullable Vote proposal,
      boolean nullRequest,
      List<Vote> prepares,
      @Nullable Long preparedMicros,
      List<Vote> commits,
      @Nullable Long committedMicros) {

    public Attempt {
      prepares = List.copyOf(prepares);
      commits = List.copyOf(commits);
    }
  }

  /**
   * @param matches whether it is for what the quorum of its phase is about
   */
  public record Vote(int replica, String name, long micros, String digest, boolean matches) {}
}
