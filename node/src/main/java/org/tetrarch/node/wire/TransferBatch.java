package org.tetrarch.node.wire;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * The transfers that one sequence number orders, with the time and the proposer that execution puts
 * into the block. Immutable; equal when the digest is.
 *
 * <p>rlp([timestamp in ms, proposer, [transaction as in a block, …]]); the digest is its keccak.
 */
public final class TransferBatch implements Batch {
  /**
   * Largest encoding. The block made of it, with header and certificate, must fit one frame of 4
   * MiB.
   */
  public static final int MAX_BYTES = 3 * 1024 * 1024;

  /** Most transactions: what fits {@link #MAX_BYTES} when each is the smallest there is. */
  public static final int MAX_TRANSACTIONS = 1 << 15;

  private static final int SIZE_OF_TRANSFER = 128;

  private final long timestampMillis;
  private final Address proposer;
  private final List<SignedTransaction> transactions;
  private final Digest digest;

  private final byte[] encoded;

  /**
   * @param timestampMillis proposer's clock, milliseconds since 1970
   * @throws IllegalArgumentException if it is beyond {@link #MAX_BYTES} or {@link
   *     #MAX_TRANSACTIONS}, or no block can have its time
   */
  public TransferBatch(
      long timestampMillis, Address proposer, List<SignedTransaction> transactions) {
    if (timestampMillis < 0 || timestampMillis > BlockHeader.MAX_TIMESTAMP_MILLIS) {
      throw new IllegalArgumentException("batch of time " + timestampMillis);
    }
    this.timestampMillis = timestampMillis;
    this.proposer = proposer;
    this.transactions = List.copyOf(transactions);
    this.encoded = encode();
    if (encoded.length > MAX_BYTES || transactions.size() > MAX_TRANSACTIONS) {
      throw new IllegalArgumentException(
          "batch of " + transactions.size() + " transactions in " + encoded.length + " bytes");
    }
    this.digest = Digest.of(Keccak.hash(encoded).toBytes());
  }

  public static TransferBatch decode(byte[] encoded, TransactionCache cache)
      throws MalformedException {
    return decode(Rlp.decode(encoded), cache);
  }

  /** Reads a batch that is part of a larger message; every transaction in it has a sender. */
  static TransferBatch decode(RlpItem item, TransactionCache cache) throws MalformedException {
    List<RlpItem> fields = item.list(3);
    List<RlpItem> items = fields.get(2).asList();
    if (items.size() > MAX_TRANSACTIONS) {
      throw new RlpException("batch of more than " + MAX_TRANSACTIONS + " transactions");
    }
    long timestampMillis = fields.get(0).asLong();
    if (timestampMillis > BlockHeader.MAX_TIMESTAMP_MILLIS) {
      throw new RlpException("batch whose time no block can have");
    }
    Address proposer = fields.get(1).asAddress();
    List<SignedTransaction> transactions = new ArrayList<>(items.size());
    for (RlpItem transaction : items) {
      transactions.add(cache.decode(transaction));
    }
    try {
      return new TransferBatch(timestampMillis, proposer, transactions);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("batch of more than " + MAX_BYTES + " bytes", e);
    }
  }

  private byte[] encode() {
    RlpWriter writer = new RlpWriter(64 + SIZE_OF_TRANSFER * transactions.size());
    writer.beginList().add(timestampMillis).add(proposer).beginList();
    for (SignedTransaction transaction : transactions) {
      transaction.writeTo(writer);
    }
    return writer.endList().endList().toBytes();
  }

  void writeTo(RlpWriter writer) {
    writer.addEncoded(encoded);
  }

  /** A copy of the encoding. */
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public Digest digest() {
    return digest;
  }

  public long timestampMillis() {
    return timestampMillis;
  }

  public Address proposer() {
    return proposer;
  }

  public List<SignedTransaction> transactions() {
    return transactions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransferBatch batch && digest.equals(batch.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "batch " + digest + " of " + transactions.size();
  }
}
