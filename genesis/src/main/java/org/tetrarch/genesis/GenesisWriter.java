package org.tetrarch.genesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** From a {@link Genesis} to the JSON of its file; amounts as decimal texts, in wei. */
final class GenesisWriter {
  private GenesisWriter() {}

  static ObjectNode toJson(Genesis genesis) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode config = root.putObject("config");
    config.put("chainId", genesis.chainId());
    config.put("symbol", genesis.symbol());
    config.put("allowMemo", genesis.allowMemo());
    config.put("allowUnprotected", genesis.allowUnprotected());
    ObjectNode pbft = config.putObject("pbft");
    putParameters(pbft, genesis.pbft());
    ArrayNode validators = pbft.putArray("validators");
    for (Validator validator : genesis.validators()) {
      validators
          .addObject()
          .put("name", validator.name())
          .put("address", validator.address().checksummed())
          .put("publicKey", validator.publicKey().toHex())
          .put("endpoint", validator.endpoint().toString());
    }
    root.put("timestamp", genesis.timestamp());
    root.put("gasLimit", genesis.gasLimit());
    root.put("baseFeePerGas", genesis.baseFeePerGas().toString());
    ObjectNode alloc = root.putObject("alloc");
    genesis
        .alloc()
        .forEach(
            (address, allocation) -> {
              ObjectNode account = alloc.putObject(address.checksummed());
              account.put("balance", allocation.balance().toString());
              if (allocation.comment() != null) {
                account.put("comment", allocation.comment());
              }
            });
    return root;
  }

  private static void putParameters(ObjectNode json, PbftParameters pbft) {
    json.put("window", pbft.window());
    json.put("checkpointInterval", pbft.checkpointInterval());
    json.put("maxInFlight", pbft.maxInFlight());
    json.put("maxBatchTransactions", pbft.maxBatchTransactions());
    json.put("requestTimeoutMillis", pbft.requestTimeoutMillis());
    json.put("heartbeatMillis", pbft.heartbeatMillis());
    json.put("primaryTimeoutMillis", pbft.primaryTimeoutMillis());
    json.put("viewChangeTimeoutMillis", pbft.viewChangeTimeoutMillis());
    json.put("maxTimeoutMillis", pbft.maxTimeoutMillis());
  }
}
