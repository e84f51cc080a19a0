package org.tetrarch.web.port;

import java.util.OptionalLong;
import org.tetrarch.ledger.crypto.Address;

/**
 * One replica as this node sees it.
 *
 * @param endpoint its P2P address, host:port
 * @param connected whether it can be heard now; always true for this node itself
 * @param view last heard
 * @param executedHeight last heard
 * @param stableHeight of its last stable checkpoint, that is, how far its chain is certified
 * @param lastSeenMillis Unix time of its last message; empty if it was never heard in this run
 * @param suspectsPrimary whether it wants the primary of its view replaced
 * @param votesFrom the block from whose certificate on it votes again, while it follows; a node
 *     knows this of itself only
 */
public record ReplicaStatus(
    int index,
    String name,
    Address address,
    String endpoint,
    boolean connected,
    State state,
    long view,
    long executedHeight,
    long stableHeight,
    OptionalLong lastSeenMillis,
    boolean suspectsPrimary,
    OptionalLong votesFrom) {

  /** What a replica is doing, as far as can be told from here. */
  public enum State {
    /** Takes part in its view. */
    NORMAL("normal"),
    /** Has left a view and waits for the next one. */
    CHANGING_VIEW("changing view"),
    /** Behind, and fetching blocks. */
    CATCHING_UP("catching up"),
    /** Executes, but does not vote yet: it cannot know what it signed before. */
    FOLLOWING("following"),
    /** Stopped voting for good, because an invariant is broken or its chain diverged. */
    HALTED("halted"),
    /** Starting, or nothing heard of it yet. */
    STARTING("starting"),
    /** Cannot be heard. */
    UNREACHABLE("unreachable");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** As it is written in JSON and shown to people. */
    public String words() {
      return words;
    }
  }
}
