package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.StoredBlock;

/**
 * Finds the block that a parameter means: a height, a tag, or EIP-1898's object with a number or a
 * hash.
 */
final class BlockSelector {

  private static final String PENDING = "pending";

  private final ChainView chain;

  BlockSelector(ChainView chain) {
    this.chain = chain;
  }

  /** The height that a parameter names, whether or not there is a block; the head by default. */
  long height(RpcParams params, int position) throws RpcException {
    Optional<JsonNode> node = params.optional(position);
    return node.isPresent() ? height(node.get(), position) : chain.head().height();
  }

  /** The height of a block that exists. */
  long existingHeight(RpcParams params, int position) throws RpcException {
    long height = height(params, position);
    if (height > chain.head().height()) {
      throw RpcException.server("header not found");
    }
    return height;
  }

  Optional<StoredBlock> block(RpcParams params, int position) throws RpcException {
    params.required(position);
    return chain.block(height(params, position));
  }

  static boolean isPending(RpcParams params, int position) throws RpcException {
    return params.optional(position).filter(node -> PENDING.equals(node.textValue())).isPresent();
  }

  private long height(JsonNode node, int position) throws RpcException {
    if (node.isObject()) {
      return heightOfObject(node, position);
    }
    if (!node.isTextual()) {
      return RpcParams.number(node, position);
    }
    ChainHead head = chain.head();
    return switch (node.textValue()) {
      // Pending is the head and the pool; only counts of transactions look into the pool.
      case "latest", PENDING -> head.height();
      case "safe", "finalized" -> head.certifiedHeight();
      case "earliest" -> 0;
      default -> RpcParams.number(node, position);
    };
  }

  private long heightOfObject(JsonNode node, int position) throws RpcException {
    JsonNode hash = node.get("blockHash");
    JsonNode number = node.get("blockNumber");
    if (hash != null && number == null) {
      return chain
          .block(RpcParams.hash(hash, position))
          .orElseThrow(() -> RpcException.server("header for hash not found"))
          .block()
          .header()
          .number();
    }
    if (number != null && number.isTextual() && hash == null) {
      return height(number, position);
    }
    throw RpcParams.invalid(position, "an object wants either blockNumber or blockHash");
  }
}
