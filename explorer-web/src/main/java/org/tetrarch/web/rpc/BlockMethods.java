package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;

/** Methods that read blocks and what is in them. */
final class BlockMethods {

  private final ChainView chain;
  private final BlockSelector selector;

  BlockMethods(ChainView chain) {
    this.chain = chain;
    this.selector = new BlockSelector(chain);
  }

  void addTo(RpcRegistry registry) {
    registry.add("eth_blockNumber", params -> Hex.quantityNode(chain.head().height()));
    registry.add(
        "eth_getBlockByNumber", params -> block(selector.block(params, 0), params.flag(1)));
    registry.add("eth_getBlockByHash", params -> block(byHash(params), params.flag(1)));
    registry.add("eth_getBlockReceipts", this::receipts);
    registry.add(
        "eth_getBlockTransactionCountByNumber",
        params -> transactionCount(selector.block(params, 0)));
    registry.add("eth_getBlockTransactionCountByHash", params -> transactionCount(byHash(params)));
    registry.add(
        "eth_getTransactionByBlockNumberAndIndex",
        params -> transaction(selector.block(params, 0), params.number(1)));
    registry.add(
        "eth_getTransactionByBlockHashAndIndex",
        params -> transaction(byHash(params), params.number(1)));
    registry.add("eth_getUncleCountByBlockNumber", params -> uncleCount(selector.block(params, 0)));
    registry.add("eth_getUncleCountByBlockHash", params -> uncleCount(byHash(params)));
  }

  private Optional<StoredBlock> byHash(RpcParams params) throws RpcException {
    return chain.block(params.hash(0));
  }

  private static JsonNode block(Optional<StoredBlock> block, boolean full) {
    return block.<JsonNode>map(found -> EthereumJson.block(found, full)).orElse(NullNode.instance);
  }

  private JsonNode receipts(RpcParams params) throws RpcException {
    JsonNode which = params.required(0);
    // Clients give a plain hash here as often as a number.
    boolean isHash = which.isTextual() && which.textValue().length() == 66;
    Optional<StoredBlock> block = isHash ? byHash(params) : selector.block(params, 0);
    return block.<JsonNode>map(BlockMethods::receipts).orElse(NullNode.instance);
  }

  private static ArrayNode receipts(StoredBlock block) {
    ArrayNode receipts = JsonNodeFactory.instance.arrayNode();
    for (int index = 0; index < block.receipts().size(); index++) {
      receipts.add(EthereumJson.receipt(LocatedTransaction.of(block, index)));
    }
    return receipts;
  }

  private static JsonNode transactionCount(Optional<StoredBlock> block) {
    return block
        .<JsonNode>map(found -> Hex.quantityNode(found.block().transactions().size()))
        .orElse(NullNode.instance);
  }

  private static JsonNode transaction(Optional<StoredBlock> block, long index) {
    return block
        .filter(found -> index < found.block().transactions().size())
        .<JsonNode>map(found -> EthereumJson.transaction(LocatedTransaction.of(found, (int) index)))
        .orElse(NullNode.instance);
  }

  private static JsonNode uncleCount(Optional<StoredBlock> block) {
    return block.<JsonNode>map(found -> Hex.quantityNode(0)).orElse(NullNode.instance);
  }
}
