package org.tetrarch.node.mempool;

import java.util.List;
import java.util.OptionalLong;

/**
 * More of a transaction that waits.
 *
 * @param heldBy indexes of the peers that have told this node of it, rising
 * @param missingNonce the nonce of its sender that has to come first, if it is not here
 */
public record Waiting(List<Integer> heldBy, OptionalLong missingNonce) {
  public Waiting {
    heldBy = List.copyOf(heldBy);
  }
}
