package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.TransactionPool.Submission;

/** Methods that send transactions and look them up. */
final class TransactionMethods {

  private final NodePorts ports;
  private final SyncSubmission sync;

  TransactionMethods(NodePorts ports, SyncSubmission sync) {
    this.ports = ports;
    this.sync = sync;
  }

  void addTo(RpcRegistry registry) {
    registry.add("eth_sendRawTransaction", this::send);
    registry.add("eth_sendRawTransactionSync", this::sendAndWait);
    registry.add("eth_getTransactionByHash", this::transaction);
    registry.add("eth_getTransactionReceipt", this::receipt);
  }

  private JsonNode send(RpcParams params) throws RpcException {
    SignedTransaction transaction = decode(params);
    return switch (ports.pool().submit(transaction)) {
      case Submission.Accepted accepted -> TextNode.valueOf(transaction.hash().toHex());
      case Submission.AlreadyKnown known -> throw RpcException.server("already known");
      case Submission.Rejected rejected -> throw RpcException.server(rejected.reason());
    };
  }

  private JsonNode sendAndWait(RpcParams params) throws RpcException {
    return EthereumJson.receipt(sync.submit(decode(params), params.optionalNumber(1)));
  }

  private SignedTransaction decode(RpcParams params) throws RpcException {
    try {
      return ports.info().rules().decode(params.data(0));
    } catch (InvalidTransactionException e) {
      throw RpcException.server(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode transaction(RpcParams params) throws RpcException {
    Hash hash = params.hash(0);
    return executed(hash)
        .or(() -> ports.pool().find(hash).map(EthereumJson::pendingTransaction))
        // It may have moved from the pool into a block between the two looks.
        .or(() -> executed(hash))
        .orElse(NullNode.instance);
  }

  private Optional<JsonNode> executed(Hash hash) {
    return ports.chain().transaction(hash).map(EthereumJson::transaction);
  }

  private JsonNode receipt(RpcParams params) throws RpcException {
    Optional<LocatedTransaction> located = ports.chain().transaction(params.hash(0));
    return located.<JsonNode>map(EthereumJson::receipt).orElse(NullNode.instance);
  }
}
