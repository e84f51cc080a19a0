package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.web.port.NodePorts;

/** Methods that read accounts, and those that would read contracts if there were any. */
final class AccountMethods {

  private static final TextNode NOTHING = TextNode.valueOf("0x");

  private final NodePorts ports;
  private final BlockSelector selector;

  AccountMethods(NodePorts ports) {
    this.ports = ports;
    this.selector = new BlockSelector(ports.chain());
  }

  void addTo(RpcRegistry registry) {
    registry.add("eth_getBalance", params -> Hex.quantityNode(account(params).balance().value()));
    registry.add("eth_getTransactionCount", this::transactionCount);
    registry.add("eth_getCode", this::code);
    registry.add("eth_call", this::call);
    registry.add("eth_getLogs", params -> JsonNodeFactory.instance.arrayNode());
    registry.add("eth_accounts", params -> JsonNodeFactory.instance.arrayNode());
  }

  private Account account(RpcParams params) throws RpcException {
    Address address = params.address(0);
    long height = selector.existingHeight(params, 1);
    return ports.chain().account(address, height).orElseThrow(() -> stateNotKept(height));
  }

  /** Begins with geth's wording for a state that was pruned. */
  static RpcException stateNotKept(long height) {
    return RpcException.server("missing trie node: no state is kept for block " + height);
  }

  private JsonNode transactionCount(RpcParams params) throws RpcException {
    Address address = params.address(0);
    if (BlockSelector.isPending(params, 1)) {
      return Hex.quantityNode(ports.pool().pendingNonce(address));
    }
    return Hex.quantityNode(account(params).nonce());
  }

  private JsonNode code(RpcParams params) throws RpcException {
    params.address(0);
    selector.existingHeight(params, 1);
    return NOTHING;
  }

  /** There is no code to run: wallets probe addresses with this and take emptiness well. */
  private JsonNode call(RpcParams params) throws RpcException {
    if (!params.required(0).isObject()) {
      throw RpcParams.invalid(0, "not a transaction object");
    }
    selector.existingHeight(params, 1);
    return NOTHING;
  }
}
