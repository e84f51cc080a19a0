package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.NodeInfo;

/**
 * What a transfer costs. The base fee is fixed in genesis and there is no bidding, so the answers
 * are constants in the shapes that wallets expect.
 */
final class FeeMethods {

  // geth allows 1024; nobody asks for more than a few dozen.
  private static final long MAX_HISTORY = 1024;
  private static final int MAX_PERCENTILES = 100;

  private final ChainView chain;
  private final ChainRules rules;
  private final BlockSelector selector;

  FeeMethods(ChainView chain, NodeInfo info) {
    this.chain = chain;
    this.rules = info.rules();
    this.selector = new BlockSelector(chain);
  }

  void addTo(RpcRegistry registry) {
    TextNode baseFee = TextNode.valueOf(EthereumJson.quantity(rules.baseFeePerGas()));
    registry.add("eth_gasPrice", params -> baseFee);
    registry.add("eth_maxPriorityFeePerGas", params -> Hex.quantityNode(0));
    registry.add("eth_feeHistory", this::history);
  }

  private JsonNode history(RpcParams params) throws RpcException {
    long count = Math.min(params.number(0), MAX_HISTORY);
    params.required(1);
    long newest = selector.height(params, 1);
    long head = chain.head().height();
    if (newest > head) {
      throw RpcException.server(
          "request beyond head block: requested " + newest + ", head " + head);
    }
    int percentiles = percentiles(params);
    long oldest = Math.max(0, newest - count + 1);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("oldestBlock", Hex.quantity(count == 0 ? 0 : oldest));
    ArrayNode baseFees = json.putArray("baseFeePerGas");
    ArrayNode ratios = json.putArray("gasUsedRatio");
    ArrayNode rewards = json.putArray("reward");
    if (count == 0) {
      return json;
    }
    for (long height = oldest; height <= newest; height++) {
      Optional<BlockHeader> header = chain.header(height);
      baseFees.add(EthereumJson.quantity(rules.baseFeePerGas()));
      ratios.add(header.map(FeeMethods::fullness).orElse(0.0));
      ArrayNode row = rewards.addArray();
      for (int i = 0; i < percentiles; i++) {
        row.add("0x0");
      }
    }
    // One more than blocks: the base fee of the block to come.
    baseFees.add(EthereumJson.quantity(rules.baseFeePerGas()));
    return json;
  }

  private static double fullness(BlockHeader header) {
    return header.gasLimit() == 0 ? 0 : (double) header.gasUsed() / header.gasLimit();
  }

  /** How many percentiles of rewards are asked for; all rewards are 0. */
  private static int percentiles(RpcParams params) throws RpcException {
    Optional<JsonNode> node = params.optional(2);
    if (node.isEmpty()) {
      return 0;
    }
    if (!node.get().isArray() || node.get().size() > MAX_PERCENTILES) {
      throw RpcParams.invalid(2, "not a list of at most " + MAX_PERCENTILES + " percentiles");
    }
    double last = 0;
    for (JsonNode percentile : node.get()) {
      double value = percentile.isNumber() ? percentile.doubleValue() : -1;
      if (value < last || value > 100) {
        throw RpcException.server("invalid reward percentile: they rise from 0 to 100");
      }
      last = value;
    }
    return node.get().size();
  }
}
