package org.tetrarch.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command that runs a node says beyond the node's configuration file.
 *
 * @param dataDirectory where the chain is kept, instead of where the configuration says
 * @param genesis the genesis file, instead of the one that the configuration names
 * @param portOffset added to this node's ports and to the ports of its peers
 * @param lab whether the node may be made malicious while it runs
 * @param labToken the secret that who makes it malicious must show; without one the node makes its
 *     own and logs it
 * @param explorers where the replicas serve HTTP, in the order of their indexes, so that this
 *     node's pages can reach the others; empty where that is not known
 */
public record NodeOptions(
    Optional<Path> dataDirectory,
    Optional<Path> genesis,
    int portOffset,
    boolean lab,
    Optional<String> labToken,
    List<String> explorers) {

  public NodeOptions {
    explorers = List.copyOf(explorers);
  }

  /** As the configuration file says, and honest. */
  public static final NodeOptions NONE =
      new NodeOptions(Optional.empty(), Optional.empty(), 0, false, Optional.empty(), List.of());
}
