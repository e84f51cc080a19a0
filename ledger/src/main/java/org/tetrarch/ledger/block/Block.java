package org.tetrarch.ledger.block;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;
import org.tetrarch.ledger.trie.OrderedTrie;

/** A header and the transactions that its root stands for. Immutable, any thread. */
public final class Block {
  /** Most transactions in a block that is decoded: bounds memory before the gas limit is known. */
  public static final int MAX_TRANSACTIONS = 1 << 16;

  private static final int SIZE_OF_TRANSFER = 128;
  private static final int SIZE_OF_HEADER = 600;

  private final BlockHeader header;
  private final List<SignedTransaction> transactions;
  private volatile byte @Nullable [] encoded;

  public Block(BlockHeader header, List<SignedTransaction> transactions) {
    this.header = header;
    this.transactions = List.copyOf(transactions);
  }

  /** The root that a header must have for these transactions. */
  public static Hash transactionsRoot(List<SignedTransaction> transactions) {
    return OrderedTrie.of(transactions.stream().map(SignedTransaction::encoded).toList())
        .rootHash();
  }

  public BlockHeader header() {
    return header;
  }

  public List<SignedTransaction> transactions() {
    return transactions;
  }

  public Hash hash() {
    return header.hash();
  }

  /** The block's height. */
  public long number() {
    return header.number();
  }

  /** rlp([header, transactions, []]), as Ethereum's blocks before withdrawals. */
  public byte[] encoded() {
    return internalEncoded().clone();
  }

  /** Number of bytes of {@link #encoded()}: JSON-RPC's {@code size}. */
  public int size() {
    return internalEncoded().length;
  }

  private byte[] internalEncoded() {
    byte[] known = encoded;
    if (known == null) {
      known = encode();
      encoded = known;
    }
    return known;
  }

  private byte[] encode() {
    RlpWriter writer = new RlpWriter(SIZE_OF_HEADER + SIZE_OF_TRANSFER * transactions.size());
    writer.beginList().addEncoded(header.encoded()).beginList();
    for (SignedTransaction tx : transactions) {
      tx.writeTo(writer);
    }
    return writer.endList().beginList().endList().endList().toBytes();
  }

  /**
   * Reads a block and checks that the header's root is that of the transactions. Signatures are not
   * checked: whoever trusts the hash, by a certificate or because it executed the block, trusts
   * them.
   */
  public static Block decode(byte[] encoded) throws MalformedException {
    return decode(Rlp.decode(encoded));
  }

  /** Reads a block that is part of a message. */
  public static Block decode(RlpItem item) throws MalformedException {
    List<RlpItem> parts = item.list(3);
    BlockHeader header = BlockHeader.decode(parts.get(0));
    List<SignedTransaction> transactions = decodeTransactions(parts.get(1));
    parts.get(2).list(0);
    if (!transactionsRoot(transactions).equals(header.transactionsRoot())) {
      throw new RlpException("block " + header.number() + " has not its header's transactions");
    }
    return new Block(header, transactions);
  }

  /** Reads a list of transactions as blocks hold them, without checking signatures. */
  public static List<SignedTransaction> decodeTransactions(RlpItem item) throws MalformedException {
    List<RlpItem> items = item.asList();
    if (items.size() > MAX_TRANSACTIONS) {
      throw new RlpException("more than " + MAX_TRANSACTIONS + " transactions");
    }
    List<SignedTransaction> transactions = new ArrayList<>(items.size());
    for (RlpItem encoded : items) {
      try {
        transactions.add(TransactionDecoder.decodeUnverified(encoded));
      } catch (InvalidTransactionException e) {
        throw new MalformedException(
            "transaction " + transactions.size() + ": " + e.getMessage(), e);
      }
    }
    return transactions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block
        && header.equals(block.header)
        && transactions.equals(block.transactions);
  }

  @Override
  public int hashCode() {
    return header.hashCode();
  }

  @Override
  public String toString() {
    return "Block(" + number() + ", " + hash() + ", " + transactions.size() + " transactions)";
  }
}
