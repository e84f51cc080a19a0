package org.tetrarch.ledger.ethereum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * What {@code decode-blocks.js} is asked about a block, and the answer that our own view of it
 * expects: the library gets the encoding, and plain numbers where it builds a trie of its own.
 */
record BlockExchange(ObjectNode question, ObjectNode expected) {

  /**
   * @param used every address with an account in {@code state}
   * @param asked addresses whose proofs the library checks, with or without an account
   */
  static BlockExchange of(
      Block block,
      List<Receipt> receipts,
      WorldState state,
      Set<Address> used,
      Set<Address> asked) {
    ObjectNode question = object().put("rlp", hex(block.encoded()));
    ArrayNode receiptNodes = question.putArray("receipts");
    receipts.forEach(receipt -> receiptNodes.add(describe(receipt)));
    ArrayNode accounts = question.putArray("accounts");
    used.forEach(address -> accounts.add(describe(address, state.account(address))));
    ArrayNode proofs = question.putArray("proofs");
    ObjectNode expected = describe(block);
    ArrayNode proven = expected.putArray("proven");
    for (Address address : asked) {
      ObjectNode proof = proofs.addObject().put("address", address.toHex());
      ArrayNode nodes = proof.putArray("nodes");
      state.prove(address).nodes().forEach(node -> nodes.add(hex(node)));
      proven.add(describe(address, state.account(address)));
    }
    return new BlockExchange(question, expected);
  }

  private static ObjectNode describe(Block block) {
    BlockHeader header = block.header();
    ObjectNode node =
        object()
            .put("hash", block.hash().toHex())
            .put("rlp", hex(block.encoded()))
            .put("parentHash", header.parentHash().toHex())
            .put("coinbase", header.miner().toHex())
            .put("number", String.valueOf(header.number()))
            .put("gasLimit", String.valueOf(header.gasLimit()))
            .put("gasUsed", String.valueOf(header.gasUsed()))
            .put("timestamp", String.valueOf(header.timestamp()))
            .put("extraData", hex(header.extraData()))
            .put("mixHash", header.mixHash().toHex())
            .put("baseFeePerGas", header.baseFeePerGas().toString());
    node.set("headerRoots", roots(header));
    node.set("recomputedRoots", roots(header));
    ArrayNode transactions = node.putArray("transactions");
    block.transactions().forEach(tx -> transactions.add(describe(tx)));
    return node;
  }

  private static ObjectNode roots(BlockHeader header) {
    return object()
        .put("transactions", header.transactionsRoot().toHex())
        .put("receipts", header.receiptsRoot().toHex())
        .put("state", header.stateRoot().toHex());
  }

  private static ObjectNode describe(SignedTransaction tx) {
    return object()
        .put("hash", tx.hash().toHex())
        .put("sender", tx.sender().toHex())
        .put("type", tx.type().code())
        .put("nonce", String.valueOf(tx.nonce()))
        .put("to", tx.to().toHex())
        .put("value", tx.value().toString())
        .put("gasLimit", String.valueOf(tx.gasLimit()))
        .put("maxFeePerGas", tx.maxFeePerGas().toString())
        .put("maxPriorityFeePerGas", tx.maxPriorityFeePerGas().toString())
        .put("intrinsicGas", String.valueOf(tx.intrinsicGas()))
        .put("data", hex(tx.data()));
  }

  private static ObjectNode describe(Receipt receipt) {
    return object()
        .put("type", receipt.type().code())
        .put("status", receipt.status())
        .put("cumulativeGasUsed", String.valueOf(receipt.cumulativeGasUsed()));
  }

  private static ObjectNode describe(Address address, Account account) {
    return object()
        .put("address", address.toHex())
        .put("nonce", String.valueOf(account.nonce()))
        .put("balance", account.balance().toString());
  }

  private static ObjectNode object() {
    return EthereumLibrary.JSON.createObjectNode();
  }

  static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
