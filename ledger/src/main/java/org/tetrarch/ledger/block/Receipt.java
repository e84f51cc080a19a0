package org.tetrarch.ledger.block;

import java.util.Arrays;
import java.util.List;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.TransactionType;
import org.tetrarch.ledger.trie.OrderedTrie;

/**
 * That a transaction was executed. It always succeeded: one that could not be executed is in no
 * block.
 *
 * @param cumulativeGasUsed gas of this transaction and of all before it in the block
 */
public record Receipt(TransactionType type, long cumulativeGasUsed) {
  /** EIP-658. */
  public static final int STATUS_SUCCESS = 1;

  private static final byte[] NO_LOGS = new byte[BlockHeader.LOGS_BLOOM_SIZE];
  private static final int SIZE = 280;
  private static final int FIRST_LIST_BYTE = 0xc0;

  public Receipt {
    if (cumulativeGasUsed < 0) {
      throw new IllegalArgumentException("gas below zero");
    }
  }

  public int status() {
    return STATUS_SUCCESS;
  }

  /**
   * EIP-2718: rlp([status, cumulative gas, bloom, logs]), after the type for typed transactions.
   */
  public byte[] encoded() {
    byte[] rlp =
        new RlpWriter(SIZE)
            .beginList()
            .add(STATUS_SUCCESS)
            .add(cumulativeGasUsed)
            .add(NO_LOGS)
            .beginList()
            .endList()
            .endList()
            .toBytes();
    if (type == TransactionType.LEGACY) {
      return rlp;
    }
    byte[] typed = new byte[1 + rlp.length];
    typed[0] = (byte) type.code();
    System.arraycopy(rlp, 0, typed, 1, rlp.length);
    return typed;
  }

  public static Receipt decode(byte[] encoded) throws MalformedException {
    TransactionType type = typeOf(encoded);
    List<RlpItem> fields = Rlp.decode(encoded, type == TransactionType.LEGACY ? 0 : 1).list(4);
    if (fields.get(0).asLong() != STATUS_SUCCESS
        || !Arrays.equals(fields.get(2).asBytes(), NO_LOGS)
        || !fields.get(3).asList().isEmpty()) {
      throw new RlpException("a receipt with a failure or logs, which this chain does not have");
    }
    return new Receipt(type, fields.get(1).asLong());
  }

  private static TransactionType typeOf(byte[] encoded) throws RlpException {
    if (encoded.length > 0) {
      int first = encoded[0] & 0xff;
      if (first >= FIRST_LIST_BYTE) {
        return TransactionType.LEGACY;
      }
      for (TransactionType type : TransactionType.values()) {
        if (type != TransactionType.LEGACY && type.code() == first) {
          return type;
        }
      }
    }
    throw new RlpException("a receipt of no known type");
  }

  /** The root that a header must have for these receipts. */
  public static Hash root(List<Receipt> receipts) {
    return OrderedTrie.of(receipts.stream().map(Receipt::encoded).toList()).rootHash();
  }
}
