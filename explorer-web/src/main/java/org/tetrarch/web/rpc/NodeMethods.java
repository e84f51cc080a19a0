package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.web.port.NodeInfo;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.ReplicaStatus;

/** Methods about the node and its network. */
final class NodeMethods {

  private final NodePorts ports;

  NodeMethods(NodePorts ports) {
    this.ports = ports;
  }

  void addTo(RpcRegistry registry) {
    NodeInfo info = ports.info();
    TextNode version =
        TextNode.valueOf("Tetrarch/v" + info.version() + "/" + info.nodeName() + "/java");
    registry.add("eth_chainId", params -> Hex.quantityNode(info.chainId()));
    registry.add("net_version", params -> TextNode.valueOf(Long.toString(info.chainId())));
    registry.add("net_listening", params -> BooleanNode.TRUE);
    registry.add("net_peerCount", params -> Hex.quantityNode(peerCount()));
    registry.add("web3_clientVersion", params -> version);
    registry.add("web3_sha3", params -> TextNode.valueOf(Keccak.hash(params.data(0)).toHex()));
    registry.add("eth_syncing", params -> syncing());
    registry.add("rpc_modules", params -> modules(registry));
  }

  private long peerCount() {
    return ports.consensus().network().replicas().stream()
        .filter(ReplicaStatus::connected)
        .filter(replica -> replica.index() != ports.info().replicaIndex())
        .count();
  }

  /** False unless this node is behind; then how far it is and how far the others are. */
  private JsonNode syncing() {
    var replicas = ports.consensus().network().replicas();
    ReplicaStatus self = replicas.get(ports.info().replicaIndex());
    if (self.state() != ReplicaStatus.State.CATCHING_UP) {
      return BooleanNode.FALSE;
    }
    long current = ports.chain().head().height();
    long highest = replicas.stream().mapToLong(ReplicaStatus::executedHeight).max().orElse(current);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("startingBlock", Hex.quantity(0));
    json.put("currentBlock", Hex.quantity(current));
    json.put("highestBlock", Hex.quantity(Math.max(current, highest)));
    return json;
  }

  private static JsonNode modules(RpcRegistry registry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    registry.namespaces().forEach(namespace -> json.put(namespace, "1.0"));
    return json;
  }
}
