package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.transaction.AccessListEntry;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;

/** Blocks, transactions and receipts with all the fields that Ethereum's clients know. */
public final class EthereumJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Transfers log nothing. */
  private static final String EMPTY_BLOOM = Hex.data(new byte[256]);

  private EthereumJson() {}

  /** A block; {@code full} gives its transactions as objects and not as hashes. */
  static ObjectNode block(StoredBlock stored, boolean full) {
    ObjectNode json = header(stored.block().header());
    json.put("size", Hex.quantity(stored.block().size()));
    json.putArray("uncles");
    ArrayNode transactions = json.putArray("transactions");
    List<SignedTransaction> all = stored.block().transactions();
    for (int index = 0; index < all.size(); index++) {
      if (full) {
        transactions.add(transaction(LocatedTransaction.of(stored, index)));
      } else {
        transactions.add(all.get(index).hash().toHex());
      }
    }
    return json;
  }

  /** A header, as {@code newHeads} tells it. */
  public static ObjectNode header(BlockHeader header) {
    ObjectNode json = NODES.objectNode();
    json.put("number", Hex.quantity(header.number()));
    json.put("hash", header.hash().toHex());
    json.put("parentHash", header.parentHash().toHex());
    json.put("sha3Uncles", BlockHeader.OMMERS_HASH.toHex());
    json.put("miner", header.miner().toHex());
    json.put("stateRoot", header.stateRoot().toHex());
    json.put("transactionsRoot", header.transactionsRoot().toHex());
    json.put("receiptsRoot", header.receiptsRoot().toHex());
    json.put("logsBloom", EMPTY_BLOOM);
    json.put("difficulty", "0x0");
    json.put("totalDifficulty", "0x0");
    json.put("gasLimit", Hex.quantity(header.gasLimit()));
    json.put("gasUsed", Hex.quantity(header.gasUsed()));
    json.put("timestamp", Hex.quantity(header.timestamp()));
    json.put("extraData", Hex.data(header.extraData()));
    json.put("mixHash", header.mixHash().toHex());
    json.put("nonce", "0x0000000000000000");
    json.put("baseFeePerGas", quantity(header.baseFeePerGas()));
    return json;
  }

  /** An executed transaction. */
  static ObjectNode transaction(LocatedTransaction located) {
    SignedTransaction transaction = located.transaction();
    BlockHeader header = located.header();
    ObjectNode json = NODES.objectNode();
    json.put("blockHash", header.hash().toHex());
    json.put("blockNumber", Hex.quantity(header.number()));
    json.put("transactionIndex", Hex.quantity(located.index()));
    addContent(json, transaction, transaction.effectiveGasPrice(header.baseFeePerGas()));
    return json;
  }

  /** A transaction that is not executed yet. */
  public static ObjectNode pendingTransaction(SignedTransaction transaction) {
    ObjectNode json = NODES.objectNode();
    json.putNull("blockHash");
    json.putNull("blockNumber");
    json.putNull("transactionIndex");
    addContent(json, transaction, transaction.maxFeePerGas());
    return json;
  }

  private static void addContent(ObjectNode json, SignedTransaction transaction, Wei gasPrice) {
    json.put("hash", transaction.hash().toHex());
    json.put("type", Hex.quantity(transaction.type().code()));
    json.put("from", transaction.sender().toHex());
    json.put("to", transaction.to().toHex());
    json.put("nonce", Hex.quantity(transaction.nonce()));
    json.put("gas", Hex.quantity(transaction.gasLimit()));
    json.put("gasPrice", quantity(gasPrice));
    json.put("maxFeePerGas", quantity(transaction.maxFeePerGas()));
    json.put("maxPriorityFeePerGas", quantity(transaction.maxPriorityFeePerGas()));
    json.put("value", quantity(transaction.value()));
    json.put("input", Hex.data(transaction.data()));
    OptionalLong chainId = transaction.chainId();
    if (chainId.isPresent()) {
      json.put("chainId", Hex.quantity(chainId.getAsLong()));
    } else {
      json.putNull("chainId");
    }
    json.set("accessList", accessList(transaction.accessList()));
    json.put("v", Hex.quantity(transaction.v()));
    json.put("r", Hex.quantity(transaction.r()));
    json.put("s", Hex.quantity(transaction.s()));
    json.put("yParity", Hex.quantity(transaction.yParity()));
  }

  private static ArrayNode accessList(List<AccessListEntry> entries) {
    ArrayNode list = NODES.arrayNode();
    for (AccessListEntry entry : entries) {
      ObjectNode json = list.addObject();
      json.put("address", entry.address().toHex());
      ArrayNode keys = json.putArray("storageKeys");
      entry.storageKeys().forEach(key -> keys.add(key.toHex()));
    }
    return list;
  }

  /** A receipt. Every executed transfer succeeded: one that cannot is left out of the block. */
  static ObjectNode receipt(LocatedTransaction located) {
    SignedTransaction transaction = located.transaction();
    BlockHeader header = located.header();
    ObjectNode json = NODES.objectNode();
    json.put("transactionHash", transaction.hash().toHex());
    json.put("transactionIndex", Hex.quantity(located.index()));
    json.put("blockHash", header.hash().toHex());
    json.put("blockNumber", Hex.quantity(header.number()));
    json.put("from", transaction.sender().toHex());
    json.put("to", transaction.to().toHex());
    json.put("type", Hex.quantity(transaction.type().code()));
    json.put("status", "0x1");
    json.put("gasUsed", Hex.quantity(located.gasUsed()));
    json.put("cumulativeGasUsed", Hex.quantity(located.receipt().cumulativeGasUsed()));
    json.put("effectiveGasPrice", quantity(transaction.effectiveGasPrice(header.baseFeePerGas())));
    json.putArray("logs");
    json.put("logsBloom", EMPTY_BLOOM);
    json.putNull("contractAddress");
    return json;
  }

  static String quantity(Wei amount) {
    return Hex.quantity(amount.value());
  }
}
