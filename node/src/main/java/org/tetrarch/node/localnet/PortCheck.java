package org.tetrarch.node.localnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.network.NodeConfig;

/** Whether all ports of a network are free, asked before anything is started. */
public final class PortCheck {
  private static final int STEP = 100;
  private static final int MOST_STEPS = 50;

  private PortCheck() {}

  /** A port and what it is for, such as "HTTP of node1". */
  record Use(String purpose, Endpoint endpoint) {}

  /** Every port that the nodes will listen on. */
  static List<Use> uses(List<NodeConfig> nodes) {
    List<Use> uses = new ArrayList<>();
    for (NodeConfig node : nodes) {
      uses.add(new Use("HTTP of " + node.name(), node.http()));
      uses.add(new Use("P2P of " + node.name(), node.p2p()));
    }
    return uses;
  }

  /**
   * Throws when a port is taken, naming it and, if there is one, an offset that is free.
   *
   * @param nodes with their ports moved by {@code offset} already
   */
  static void requireFree(List<NodeConfig> nodes, int offset) throws LocalNetworkException {
    List<String> taken = new ArrayList<>();
    for (Use use : uses(nodes)) {
      if (!isFree(use.endpoint())) {
        taken.add(use.endpoint().port() + " (" + use.purpose() + ")");
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    OptionalInt free = freeOffset(nodes, offset);
    throw new LocalNetworkException(
        (taken.size() == 1 ? "port " : "ports ")
            + String.join(", ", taken)
            + (taken.size() == 1 ? " is" : " are")
            + " taken by another program: stop it, or move all ports with --port-offset"
            + (free.isPresent() ? " " + free.getAsInt() : ""));
  }

  /** How far all ports may be moved to be free; empty if no offset was found. */
  public static OptionalInt freeOffset(List<NodeConfig> nodes) {
    return freeOffset(nodes, 0);
  }

  private static OptionalInt freeOffset(List<NodeConfig> nodes, int offset) {
    for (int step = 1; step <= MOST_STEPS; step++) {
      int further = step * STEP;
      try {
        List<NodeConfig> moved = nodes.stream().map(node -> node.withPortOffset(further)).toList();
        if (uses(moved).stream().allMatch(use -> isFree(use.endpoint()))) {
          return OptionalInt.of(offset + further);
        }
      } catch (IllegalArgumentException e) {
        // Beyond the last port there is.
        return OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  static boolean isFree(Endpoint endpoint) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the node's own servers do: a port that only waits for old connections to end is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
