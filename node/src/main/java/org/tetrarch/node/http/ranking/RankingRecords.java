package org.tetrarch.node.http.ranking;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.port.AccountRanking.Holding;

/** How the ranking lies in its database: keys and values. */
final class RankingRecords {
  /** height, hash of its block, number of accounts. */
  static final byte[] PLACE = {'H'};

  /** Complement of the balance, address: so the richest comes first when keys are read in order. */
  static final byte[] RANKS = {'w'};

  /** address: its balance as ranked. */
  static final byte[] BALANCES = {'v'};

  private static final int AMOUNT = Wei.BITS / Byte.SIZE;

  private RankingRecords() {}

  /** Up to where the chain is ranked. */
  record Place(long height, Hash block, long accounts) {

    byte[] encoded() {
      return ByteBuffer.allocate(Long.BYTES + Hash.SIZE + Long.BYTES)
          .putLong(height)
          .put(block.toBytes())
          .putLong(accounts)
          .array();
    }

    static Place decode(byte[] value) {
      ByteBuffer buffer = ByteBuffer.wrap(value);
      long height = buffer.getLong();
      byte[] hash = new byte[Hash.SIZE];
      buffer.get(hash);
      return new Place(height, Hash.of(hash), buffer.getLong());
    }
  }

  static byte[] rank(Holding holding) {
    byte[] amount = amount(holding.balance());
    for (int i = 0; i < AMOUNT; i++) {
      amount[i] = (byte) ~amount[i];
    }
    return ByteBuffer.allocate(1 + AMOUNT + Address.SIZE)
        .put(RANKS)
        .put(amount)
        .put(holding.address().toBytes())
        .array();
  }

  static Holding holding(byte[] rank) {
    byte[] amount = Arrays.copyOfRange(rank, 1, 1 + AMOUNT);
    for (int i = 0; i < AMOUNT; i++) {
      amount[i] = (byte) ~amount[i];
    }
    Address address = Address.of(Arrays.copyOfRange(rank, 1 + AMOUNT, rank.length));
    return new Holding(address, decodeAmount(amount));
  }

  static byte[] balance(Address address) {
    return ByteBuffer.allocate(1 + Address.SIZE).put(BALANCES).put(address.toBytes()).array();
  }

  /** 32 bytes, so that they sort as the amounts do. */
  static byte[] amount(Wei wei) {
    byte[] digits = wei.value().toByteArray();
    byte[] amount = new byte[AMOUNT];
    int length = Math.min(digits.length, AMOUNT);
    System.arraycopy(digits, digits.length - length, amount, AMOUNT - length, length);
    return amount;
  }

  static Wei decodeAmount(byte[] amount) {
    return Wei.of(new BigInteger(1, amount));
  }
}
