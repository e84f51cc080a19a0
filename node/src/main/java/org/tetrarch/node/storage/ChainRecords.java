package org.tetrarch.node.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** How the chain lies in the database: keys and values. */
final class ChainRecords {
  /** height, block hash: the newest block. */
  static final byte[] HEAD = Keys.of('H');

  /** height: the highest block with a certificate. */
  static final byte[] CERTIFIED = Keys.of('C');

  /** height: up to here the chain was found without holes by an earlier start. */
  static final byte[] CHECKED = Keys.of('V');

  private static final char NODE = 's';
  private static final char HISTORY = 'a';
  private static final int PLACE = Long.BYTES + Integer.BYTES;
  private static final int SIZE_OF_TRANSFER = 128;

  private ChainRecords() {}

  static byte[] header(long height) {
    return Keys.of('n', Keys.number(height));
  }

  static byte[] transactions(long height) {
    return Keys.of('b', Keys.number(height));
  }

  static byte[] receipts(long height) {
    return Keys.of('r', Keys.number(height));
  }

  static byte[] certificate(long height) {
    return Keys.of('c', Keys.number(height));
  }

  static byte[] height(Hash blockHash) {
    return Keys.of('h', blockHash.toBytes());
  }

  static byte[] place(Hash transaction) {
    return Keys.of('t', transaction.toBytes());
  }

  static byte[] node(Hash hash) {
    return Keys.of(NODE, hash.toBytes());
  }

  static byte[] history(Address address) {
    return Keys.of(HISTORY, address.toBytes());
  }

  /** Counts down, so that the newest comes first when keys are read in rising order. */
  static byte[] history(Address address, TransactionPlace place) {
    return Keys.of(
        HISTORY, address.toBytes(), Keys.number(~place.height()), Keys.number(~place.index()));
  }

  static TransactionPlace placeInHistory(byte[] key) {
    ByteBuffer buffer = ByteBuffer.wrap(key, 1 + Address.SIZE, PLACE);
    return new TransactionPlace(~buffer.getLong(), ~buffer.getInt());
  }

  static byte[] encode(TransactionPlace place) {
    return ByteBuffer.allocate(PLACE).putLong(place.height()).putInt(place.index()).array();
  }

  static TransactionPlace decodePlace(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    return new TransactionPlace(buffer.getLong(), buffer.getInt());
  }

  static byte[] encodeHead(BlockHeader header) {
    return ByteBuffer.allocate(Long.BYTES + Hash.SIZE)
        .putLong(header.number())
        .put(header.hash().toBytes())
        .array();
  }

  static long decodeHeight(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  /** rlp([transaction as in a block, …]). */
  static byte[] encode(List<SignedTransaction> transactions) {
    RlpWriter writer = new RlpWriter(16 + SIZE_OF_TRANSFER * transactions.size()).beginList();
    for (SignedTransaction transaction : transactions) {
      transaction.writeTo(writer);
    }
    return writer.endList().toBytes();
  }

  /**
   * rlp([burnt from genesis on, cumulative gas, …]): a receipt has nothing else that its
   * transaction does not tell.
   */
  static byte[] encodeReceipts(Wei burnt, List<Receipt> receipts) {
    RlpWriter writer = new RlpWriter(32 + 4 * receipts.size()).beginList().add(burnt);
    for (Receipt receipt : receipts) {
      writer.add(receipt.cumulativeGasUsed());
    }
    return writer.endList().toBytes();
  }

  static Wei decodeBurnt(byte[] value) throws MalformedException {
    List<RlpItem> items = Rlp.decode(value).asList();
    if (items.isEmpty()) {
      throw new RlpException("receipts without the sum of burnt fees");
    }
    return items.getFirst().asWei();
  }

  /** Puts together what lies in three places. */
  static StoredBlock decode(BlockHeader header, byte[] transactions, byte[] receipts)
      throws MalformedException {
    List<SignedTransaction> decoded = Block.decodeTransactions(Rlp.decode(transactions));
    List<RlpItem> gas = Rlp.decode(receipts).list(1 + decoded.size());
    List<Receipt> rebuilt = new ArrayList<>(decoded.size());
    for (int i = 0; i < decoded.size(); i++) {
      rebuilt.add(new Receipt(decoded.get(i).type(), gas.get(1 + i).asLong()));
    }
    return new StoredBlock(new Block(header, decoded), rebuilt, gas.getFirst().asWei());
  }

  static Optional<Certificate> decodeCertificate(byte @Nullable [] value)
      throws MalformedException {
    return value == null ? Optional.empty() : Optional.of(Certificate.decode(value));
  }
}
