package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.json.NetworkDocuments;
import org.tetrarch.web.json.TransactionDocuments;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.TransactionStatus;
import org.tetrarch.web.port.Validator;

/**
 * Our own methods. They answer with REST's documents: numbers are JSON numbers, and addresses carry
 * their checksum.
 */
final class PbftMethods {

  private final NetworkDocuments networks;
  private final BlockDocuments blocks;
  private final TransactionDocuments transactions;
  private final BlockSelector selector;
  private final List<Validator> validators;

  PbftMethods(NodePorts ports) {
    ChainView chain = ports.chain();
    this.networks = new NetworkDocuments(ports);
    this.blocks = new BlockDocuments(ports);
    this.transactions = new TransactionDocuments(ports);
    this.selector = new BlockSelector(chain);
    this.validators = ports.info().validators();
  }

  void addTo(RpcRegistry registry) {
    registry.add("pbft_getReplicas", params -> Json.tree(networks.network()));
    registry.add("pbft_getEvidence", params -> Json.tree(networks.evidence()));
    registry.add("pbft_getCertificate", this::certificate);
    registry.add("pbft_getTransactionStatus", this::status);
  }

  private JsonNode certificate(RpcParams params) throws RpcException {
    params.required(0);
    return blocks.certificate(selector.height(params, 0)).map(Json::tree).orElse(NullNode.instance);
  }

  private JsonNode status(RpcParams params) throws RpcException {
    TransactionStatus status = transactions.status(params.hash(0));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", status.stage().word());
    status.reason().ifPresent(reason -> json.put("reason", reason));
    status.height().ifPresent(height -> json.put("blockNumber", height));
    status.sinceMillis().ifPresent(since -> json.put("sinceMillis", since));
    status.replacedBy().ifPresent(by -> json.put("replacedBy", by.toHex()));
    if (!status.heldBy().isEmpty()) {
      ArrayNode heldBy = json.putArray("heldBy");
      status.heldBy().forEach(index -> heldBy.add(validators.get(index).name()));
    }
    return json;
  }
}
