package org.tetrarch.wallet.rpc;

import java.net.http.HttpClient;
import java.util.List;

/** Clients of several nodes, which share what costs time to set up. */
public final class NodeClients implements AutoCloseable {
  private final HttpClient http = NodeHttp.newClient();
  private final List<NodeClient> clients;

  public NodeClients(List<NodeAddress> addresses) {
    this.clients =
        addresses.stream().map(address -> new NodeClient(new NodeHttp(address, http))).toList();
  }

  /** In the order of their addresses. */
  public List<NodeClient> all() {
    return clients;
  }

  /** Ends all their connections. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
