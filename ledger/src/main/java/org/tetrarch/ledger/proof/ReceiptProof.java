package org.tetrarch.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;
import org.tetrarch.ledger.trie.MerkleProof;
import org.tetrarch.ledger.trie.OrderedTrie;

/**
 * That a transaction was executed in a final block. The transaction and its receipt are in the
 * leaves of the two Merkle paths, and nowhere else in here.
 *
 * @param transactionHash of the transaction that this is about
 * @param index its place in the block
 * @param transactionNodes from the header's transactions root down to the transaction
 * @param receiptNodes from the header's receipts root down to the receipt
 */
public record ReceiptProof(
    Hash transactionHash,
    HeaderProof block,
    int index,
    List<byte[]> transactionNodes,
    List<byte[]> receiptNodes) {
  public ReceiptProof {
    transactionNodes = copy(transactionNodes);
    receiptNodes = copy(receiptNodes);
  }

  /**
   * The proof of one transaction of a block.
   *
   * @param receipts one for each transaction of the block
   * @param finality that the block is final
   */
  public static ReceiptProof of(
      Block block, List<Receipt> receipts, int index, HeaderProof finality) {
    SignedTransaction transaction = block.transactions().get(index);
    List<byte[]> encoded = block.transactions().stream().map(SignedTransaction::encoded).toList();
    byte[] key = OrderedTrie.key(index);
    return new ReceiptProof(
        transaction.hash(),
        finality,
        index,
        OrderedTrie.of(encoded).prove(key),
        OrderedTrie.of(receipts.stream().map(Receipt::encoded).toList()).prove(key));
  }

  /** Copies of the encoded trie nodes, from the root down. */
  @Override
  public List<byte[]> transactionNodes() {
    return copy(transactionNodes);
  }

  /** Copies of the encoded trie nodes, from the root down. */
  @Override
  public List<byte[]> receiptNodes() {
    return copy(receiptNodes);
  }

  /** What this proves on this chain. Throws, saying what is wrong, when it proves nothing. */
  public ProvenReceipt verify(TrustedChain chain) throws MalformedException {
    block.verify(chain);
    BlockHeader header = block.header();
    SignedTransaction transaction =
        transaction(leaf(header.transactionsRoot(), transactionNodes, "transaction"));
    Receipt receipt = Receipt.decode(leaf(header.receiptsRoot(), receiptNodes, "receipt"));
    if (receipt.type() != transaction.type()) {
      throw new MalformedException("the receipt is of another type than its transaction");
    }
    return new ProvenReceipt(transaction, receipt, header, index, block.certificate());
  }

  private byte[] leaf(Hash root, List<byte[]> nodes, String what) throws MalformedException {
    if (index < 0) {
      throw new MalformedException("a transaction has no index below zero");
    }
    Optional<byte[]> value;
    try {
      value = MerkleProof.verify(root, OrderedTrie.key(index), nodes);
    } catch (MalformedException e) {
      throw new MalformedException("the " + what + " is not proven: " + e.getMessage(), e);
    }
    return value.orElseThrow(
        () -> new MalformedException("the block has no " + what + " with index " + index));
  }

  private SignedTransaction transaction(byte[] encoded) throws MalformedException {
    SignedTransaction transaction;
    try {
      transaction = TransactionDecoder.decodeUnverified(encoded);
    } catch (InvalidTransactionException e) {
      throw new MalformedException("what was executed is no transaction: " + e.getMessage(), e);
    }
    if (!transaction.hash().equals(transactionHash)) {
      throw new MalformedException(
          "what was executed is transaction %s, not %s"
              .formatted(transaction.hash(), transactionHash));
    }
    if (!transaction.hasValidSignature()) {
      throw new MalformedException("transaction " + transactionHash + " is signed by nobody");
    }
    return transaction;
  }

  private static List<byte[]> copy(List<byte[]> nodes) {
    List<byte[]> copies = new ArrayList<>(nodes.size());
    nodes.forEach(node -> copies.add(node.clone()));
    return List.copyOf(copies);
  }
}
