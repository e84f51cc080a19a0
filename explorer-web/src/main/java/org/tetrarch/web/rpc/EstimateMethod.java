package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.transaction.AccessListEntry;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.web.port.NodePorts;

/** {@code eth_estimateGas}: what a transfer costs follows from its form alone. */
final class EstimateMethod {

  private final NodePorts ports;

  EstimateMethod(NodePorts ports) {
    this.ports = ports;
  }

  void addTo(RpcRegistry registry) {
    registry.add("eth_estimateGas", this::estimate);
  }

  private JsonNode estimate(RpcParams params) throws RpcException {
    JsonNode call = params.required(0);
    if (!call.isObject()) {
      throw RpcParams.invalid(0, "not a transaction object");
    }
    Optional<JsonNode> to = member(call, "to");
    if (to.isEmpty()) {
      throw RpcException.server(RejectionReason.CONTRACT_CREATION.wording());
    }
    byte[] data = data(call);
    if (data.length > 0 && !ports.info().rules().memoAllowed()) {
      throw RpcException.server(RejectionReason.CALL_DATA.wording());
    }
    requireFunds(call);
    long gas =
        UnsignedTransaction.accessList(ports.info().chainId())
            .data(data)
            .accessList(accessList(call))
            .to(RpcParams.address(to.get(), 0))
            .intrinsicGas();
    return Hex.quantityNode(gas);
  }

  /** Clients write call data as input, as data (older ones), or as both. */
  private static byte[] data(JsonNode call) throws RpcException {
    Optional<JsonNode> data = member(call, "input").or(() -> member(call, "data"));
    return data.isPresent() ? RpcParams.data(data.get(), 0) : new byte[0];
  }

  private void requireFunds(JsonNode call) throws RpcException {
    Optional<JsonNode> from = member(call, "from");
    Optional<JsonNode> value = member(call, "value");
    if (from.isEmpty() || value.isEmpty()) {
      return;
    }
    BigInteger amount = RpcParams.quantity(value.get(), 0);
    Address sender = RpcParams.address(from.get(), 0);
    Wei balance =
        ports
            .chain()
            .account(sender, ports.chain().head().height())
            .map(Account::balance)
            .orElse(Wei.ZERO);
    if (balance.value().compareTo(amount) < 0) {
      throw RpcException.server(
          "insufficient funds for transfer: address %s have %s want %s"
              .formatted(sender.checksummed(), balance, amount));
    }
  }

  private static List<AccessListEntry> accessList(JsonNode call) throws RpcException {
    List<AccessListEntry> entries = new ArrayList<>();
    for (JsonNode entry : member(call, "accessList").orElse(call.path("none"))) {
      List<Hash> keys = new ArrayList<>();
      for (JsonNode key : entry.path("storageKeys")) {
        keys.add(RpcParams.hash(key, 0));
      }
      entries.add(new AccessListEntry(RpcParams.address(entry.path("address"), 0), keys));
    }
    return entries;
  }

  private static Optional<JsonNode> member(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }
}
