package org.tetrarch.consensus;

import java.util.Optional;
import org.tetrarch.consensus.normal.Assignments;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.state.ReplicaState;

/**
 * INV-11: how much a replica keeps of each thing that others can make it keep.
 *
 * @param slots sequence numbers that it knows something of
 * @param slotVotes PREPAREs and COMMITs of the current view
 * @param earlyVotes votes that overtook the NEW-VIEW they belong to
 * @param checkpointVotes CHECKPOINTs above the stable one
 * @param viewChanges VIEW-CHANGEs, the newest of each sender
 * @param bodies batches above the stable checkpoint
 * @param ownVotes what it has signed itself above the stable checkpoint
 * @param viewsVotedIn in how many views it has signed those
 * @param assignments pre-prepares remembered as possible evidence
 * @param evidence subjects on which somebody is proven to lie
 */
public record Footprint(
    int slots,
    int slotVotes,
    int earlyVotes,
    int checkpointVotes,
    int viewChanges,
    int bodies,
    int ownVotes,
    int viewsVotedIn,
    int assignments,
    int evidence) {

  /** All of it. */
  public int total() {
    return slots
        + slotVotes
        + earlyVotes
        + checkpointVotes
        + viewChanges
        + bodies
        + ownVotes
        + assignments
        + evidence;
  }

  /**
   * What is kept beyond its bound, in words; empty when nothing is.
   *
   * <p>A window is counted twice where a replica whose blocks are lost holds one above its stable
   * checkpoint and one above the checkpoint that its log names. Its own votes, and the bodies that
   * belong to them, cannot be forgotten before they are stable, so their bound grows with the views
   * in which there was no stable checkpoint.
   */
  public Optional<String> excess(ReplicaConfig config) {
    int n = config.replicas().size();
    long twoWindows = 2 * config.window();
    return over("slots", slots, twoWindows)
        .or(() -> over("votes", slotVotes, 2 * twoWindows * n))
        .or(() -> over("early votes", earlyVotes, twoWindows * n))
        .or(() -> over("checkpoints", checkpointVotes, config.window() * n))
        .or(() -> over("view-changes", viewChanges, n))
        .or(() -> over("bodies", bodies, twoWindows * viewsVotedIn))
        .or(() -> over("own votes", ownVotes, 2 * twoWindows * viewsVotedIn))
        .or(() -> over("assignments", assignments, (long) Assignments.REMEMBERED * n))
        .or(() -> over("evidence", evidence, (long) ReplicaState.MAX_EVIDENCE_PER_REPLICA * n));
  }

  private static Optional<String> over(String what, int kept, long bound) {
    return kept > bound
        ? Optional.of("%d %s are kept, %d at most are allowed".formatted(kept, what, bound))
        : Optional.empty();
  }
}
