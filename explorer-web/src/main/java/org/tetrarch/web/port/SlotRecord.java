package org.tetrarch.web.port;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this node saw PBFT do for one sequence number, which is one block. Times are microseconds
 * since 1970 by this node's clock, at which a message left or reached it.
 *
 * @param attempts one for each view in which the number was assigned, ascending by view
 * @param executed when the block was durable here
 * @param checkpoints the votes for a block hash, in the order in which they were seen
 * @param certified when this node held the block's certificate
 */
public record SlotRecord(
    long height,
    List<Attempt> attempts,
    OptionalLong executed,
    List<Vote> checkpoints,
    OptionalLong certified) {

  public SlotRecord {
    attempts = List.copyOf(attempts);
    checkpoints = List.copyOf(checkpoints);
  }

  /**
   * One view's way through the phases.
   *
   * @param proposal the primary's PRE-PREPARE; without it this node has heard votes alone
   */
  public record Attempt(
      long view, int primary, Optional<Vote> proposal, List<Vote> prepares, List<Vote> commits) {

    public Attempt {
      prepares = List.copyOf(prepares);
      commits = List.copyOf(commits);
    }
  }

  /**
   * The first statement of a replica in a phase.
   *
   * @param digest what it is for, 0x-prefixed hex: a batch, or a block hash in a checkpoint
   */
  public record Vote(int replica, long micros, String digest) {}
}
