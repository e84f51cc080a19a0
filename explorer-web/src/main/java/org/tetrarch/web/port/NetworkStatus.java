package org.tetrarch.web.port;

import java.util.List;
import java.util.Optional;

/**
 * The replica set as one node sees it.
 *
 * @param view the view this node is in, or the one it attempts while {@code changingView}
 * @param primary index of that view's primary
 * @param f how many replicas may lie or be down
 * @param quorum how many distinct replicas decide
 * @param changingView whether this node has given up a view and waits for the new one
 * @param replicas all of them in the order of their indexes, this node included
 * @param quorumPresent whether this node hears at least a quorum, itself included
 * @param missing when something is missing, one sentence that says what, such as {@code "node2 and
 *     node3 are out of reach: 2 of the 3 replicas that a quorum needs are here."}
 */
public record NetworkStatus(
    long view,
    int primary,
    int f,
    int quorum,
    boolean changingView,
    List<ReplicaStatus> replicas,
    boolean quorumPresent,
    Optional<String> missing) {

  public NetworkStatus {
    replicas = List.copyOf(replicas);
    if (primary < 0 || primary >= replicas.size()) {
      throw new IllegalArgumentException("no replica has the index " + primary);
    }
  }
}
