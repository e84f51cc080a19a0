package org.tetrarch.node.localnet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a local network is at one instant: what the system says of its processes, and what those that
 * answer say of themselves.
 *
 * @param view that most nodes that answer are in; empty if none answers
 * @param primary the name of that view's primary
 * @param quorum how many nodes decide
 * @param quorumPresent whether what is sent now can become final
 * @param sentence what is missing, and what to do; empty if nothing is
 */
public record NetworkReport(
    String name,
    long chainId,
    String symbol,
    OptionalLong view,
    Optional<String> primary,
    int quorum,
    boolean quorumPresent,
    Optional<String> sentence,
    List<NodeReport> nodes) {

  public NetworkReport {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param pid of its process, if that lives
   * @param state {@link #STOPPED} and so on, or, from a node that answers, its own word
   * @param chain empty if the node does not answer
   */
  public record NodeReport(
      String name,
      String httpUrl,
      String p2pAddress,
      OptionalLong pid,
      String state,
      Optional<Chain> chain) {

    /** Stopped on purpose. */
    public static final String STOPPED = "stopped";

    /** Its process ended although nobody asked it to stop. */
    public static final String DEAD = "dead";

    public static final String PAUSED = "paused";

    /** Its process lives, but its HTTP interface does not answer: it starts, or is stuck. */
    public static final String NOT_ANSWERING = "not answering";

    boolean isHere() {
      return chain.isPresent();
    }
  }

  /**
   * What a node says of itself.
   *
   * @param certifiedHeight up to which it holds certificates
   * @param misbehaviour the one that the lab turned on in it
   */
  public record Chain(
      long height, long certifiedHeight, long view, Optional<String> misbehaviour) {}
}
