package org.tetrarch.ledger.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * What a sequence number orders: transactions, who proposed them and when.
 *
 * @param timestampMillis milliseconds since 1970, in [0, {@link BlockHeader#MAX_TIMESTAMP_MILLIS}]
 */
public record OrderedBatch(
    long timestampMillis, Address proposer, List<SignedTransaction> transactions) {
  private static final int SIZE_OF_TRANSFER = 128;

  public OrderedBatch {
    if (timestampMillis < 0 || timestampMillis > BlockHeader.MAX_TIMESTAMP_MILLIS) {
      throw new IllegalArgumentException("batch time out of range: " + timestampMillis);
    }
    transactions = List.copyOf(transactions);
  }

  /**
   * A null request (PBFT §4.4): nobody proposed it, nothing is in it, it is 1 ms after its parent.
   */
  public static OrderedBatch empty(BlockHeader parent) {
    long next = Math.min(parent.timestampMillis() + 1, BlockHeader.MAX_TIMESTAMP_MILLIS);
    return new OrderedBatch(next, Address.ZERO, List.of());
  }

  /**
   * The batch that this block was made of, less what was skipped: executing it gives the block
   * again.
   */
  public static OrderedBatch of(Block block) {
    BlockHeader header = block.header();
    return new OrderedBatch(header.timestampMillis(), header.miner(), block.transactions());
  }

  /** rlp([timestamp, proposer, transactions]): the bytes whose digest consensus orders. */
  public byte[] encoded() {
    RlpWriter writer = new RlpWriter(64 + SIZE_OF_TRANSFER * transactions.size());
    writer.beginList().add(timestampMillis).add(proposer).beginList();
    for (SignedTransaction tx : transactions) {
      tx.writeTo(writer);
    }
    return writer.endList().endList().toBytes();
  }

  /** Decodes the form; whether the signatures are valid is not checked here. */
  public static OrderedBatch decode(byte[] encoded) throws MalformedException {
    return decode(encoded, UnaryOperator.identity());
  }

  /**
   * Like {@link #decode(byte[])}, passing each transaction through {@code known}, which may return
   * an equal one whose sender was recovered before, such as the mempool's.
   */
  public static OrderedBatch decode(byte[] encoded, UnaryOperator<SignedTransaction> known)
      throws MalformedException {
    List<RlpItem> fields = Rlp.decode(encoded).list(3);
    long timestampMillis = fields.get(0).asLong();
    if (timestampMillis > BlockHeader.MAX_TIMESTAMP_MILLIS) {
      throw new RlpException("batch time out of range: " + timestampMillis);
    }
    List<SignedTransaction> transactions = new ArrayList<>(Block.decodeTransactions(fields.get(2)));
    transactions.replaceAll(known);
    return new OrderedBatch(timestampMillis, fields.get(1).asAddress(), transactions);
  }
}
