package org.tetrarch.genesis.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.tetrarch.genesis.Allocation;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.genesis.Validator;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NewNetwork;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;

/** What {@code create} was asked for; errors are {@link IllegalArgumentException}. */
record NetworkPlan(
    int nodes,
    long chainId,
    String symbol,
    SortedMap<Address, Allocation> alloc,
    List<String> hosts,
    int p2pPort,
    int httpPort,
    long timestamp) {

  private static final String EVERY_INTERFACE = "0.0.0.0";

  NetworkPlan {
    if (nodes < 1 || nodes > Genesis.MAX_VALIDATORS) {
      throw new IllegalArgumentException(
          "--nodes must be between 1 and " + Genesis.MAX_VALIDATORS + ", not " + nodes);
    }
    if (hosts.size() != 1 && hosts.size() != nodes) {
      throw new IllegalArgumentException(
          "--host names " + hosts.size() + " hosts for " + nodes + " nodes: give one, or one each");
    }
    int ports = hosts.size() == 1 ? nodes : 1;
    requireRoom("--p2p-port", p2pPort, ports);
    requireRoom("--http-port", httpPort, ports);
    if (Math.abs(p2pPort - httpPort) < ports) {
      throw new IllegalArgumentException(
          "--p2p-port %d and --http-port %d are too near: each counts up by one for each of %d nodes"
              .formatted(p2pPort, httpPort, ports));
    }
  }

  private static void requireRoom(String option, int first, int ports) {
    if (first < 1 || first > Endpoint.MAX_PORT - ports + 1) {
      throw new IllegalArgumentException(
          "%s must be between 1 and %d, so that each of %d nodes has a port, not %d"
              .formatted(option, Endpoint.MAX_PORT - ports + 1, ports, first));
    }
  }

  NewNetwork network(Supplier<PrivateKey> keys) {
    List<NewNetwork.Node> members = new ArrayList<>();
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      Endpoint dialled = new Endpoint(host(i), p2pPort + portStep(i));
      // Peers must get in from outside; JSON-RPC stays on the machine until its owner says more.
      String bound = host(i).equals(DevelopmentNetwork.HOST) ? host(i) : EVERY_INTERFACE;
      NewNetwork.Node node =
          new NewNetwork.Node(
              "node" + i,
              keys.get(),
              new Endpoint(DevelopmentNetwork.HOST, httpPort + portStep(i)),
              new Endpoint(bound, dialled.port()));
      members.add(node);
      validators.add(new Validator(node.name(), node.key().publicKey(), dialled));
    }
    Genesis genesis =
        new Genesis(
            chainId,
            symbol,
            PbftParameters.defaults(Genesis.quorumOf(nodes)),
            validators,
            timestamp,
            Genesis.DEFAULT_GAS_LIMIT,
            Genesis.DEFAULT_BASE_FEE,
            alloc,
            false,
            false);
    return new NewNetwork(
        genesis, members, List.of("A validator's key: whoever has it can sign as this validator."));
  }

  private String host(int index) {
    return hosts.size() == 1 ? hosts.getFirst() : hosts.get(index);
  }

  private int portStep(int index) {
    return hosts.size() == 1 ? index : 0;
  }
}
