package org.tetrarch.ledger.block;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * A header of sixteen fields (Yellow Paper §4.3 and EIP-1559). Immutable, any thread; equal when
 * the hash is.
 */
public final class BlockHeader {
  /** {@code sha3Uncles}: keccak(rlp([])), there are no uncles. */
  public static final Hash OMMERS_HASH = Keccak.hash(new byte[] {(byte) 0xc0});

  public static final int LOGS_BLOOM_SIZE = 256;
  public static final int NONCE_SIZE = 8;

  /** 9999-12-31T23:59:59.999Z: no block is later, so that times never overflow. */
  public static final long MAX_TIMESTAMP_MILLIS = 253_402_300_799_999L;

  private static final byte[] NO_LOGS = new byte[LOGS_BLOOM_SIZE];
  private static final byte[] NO_NONCE = new byte[NONCE_SIZE];
  private static final int FIELDS = 16;
  private static final int MILLIS_PER_SECOND = 1000;
  private static final int SIZE = 560;

  private final Hash parentHash;
  private final Address miner;
  private final Hash stateRoot;
  private final Hash transactionsRoot;
  private final Hash receiptsRoot;
  private final long number;
  private final long gasLimit;
  private final long gasUsed;
  private final long timestampMillis;
  private final Hash mixHash;
  private final Wei baseFeePerGas;
  private volatile @Nullable Hash hash;

  /**
   * @param miner who proposed the block; zero when nobody did, for a null request and for genesis
   * @param timestampMillis milliseconds since 1970, at most {@link #MAX_TIMESTAMP_MILLIS}
   * @param mixHash the validator set's hash in genesis, zero elsewhere
   */
  public BlockHeader(
      Hash parentHash,
      Address miner,
      Hash stateRoot,
      Hash transactionsRoot,
      Hash receiptsRoot,
      long number,
      long gasLimit,
      long gasUsed,
      long timestampMillis,
      Hash mixHash,
      Wei baseFeePerGas) {
    if (number < 0 || gasLimit < 0 || gasUsed < 0) {
      throw new IllegalArgumentException("number and gas of a block are not below zero");
    }
    if (timestampMillis < 0 || timestampMillis > MAX_TIMESTAMP_MILLIS) {
      throw new IllegalArgumentException("block time out of range: " + timestampMillis);
    }
    this.parentHash = parentHash;
    this.miner = miner;
    this.stateRoot = stateRoot;
    this.transactionsRoot = transactionsRoot;
    this.receiptsRoot = receiptsRoot;
    this.number = number;
    this.gasLimit = gasLimit;
    this.gasUsed = gasUsed;
    this.timestampMillis = timestampMillis;
    this.mixHash = mixHash;
    this.baseFeePerGas = baseFeePerGas;
  }

  /** keccak(encoded): the block's hash. */
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = Keccak.hash(encoded());
      hash = known;
    }
    return known;
  }

  public byte[] encoded() {
    return new RlpWriter(SIZE)
        .beginList()
        .add(parentHash)
        .add(OMMERS_HASH)
        .add(miner)
        .add(stateRoot)
        .add(transactionsRoot)
        .add(receiptsRoot)
        .add(NO_LOGS)
        .add(0) // difficulty
        .add(number)
        .add(gasLimit)
        .add(gasUsed)
        .add(timestamp())
        .add(extraData())
        .add(mixHash)
        .add(NO_NONCE)
        .add(baseFeePerGas)
        .endList()
        .toBytes();
  }

  public static BlockHeader decode(byte[] encoded) throws MalformedException {
    return decode(Rlp.decode(encoded));
  }

  /** Reads a header that is part of a block or message. */
  public static BlockHeader decode(RlpItem item) throws MalformedException {
    List<RlpItem> fields = item.list(FIELDS);
    requireFixed(fields.get(1).asHash().equals(OMMERS_HASH), "uncles");
    requireFixed(Arrays.equals(fields.get(6).asBytes(), NO_LOGS), "logs");
    requireFixed(fields.get(7).asLong() == 0, "difficulty");
    requireFixed(Arrays.equals(fields.get(14).asBytes(), NO_NONCE), "a nonce");
    long millis = millis(fields.get(12), fields.get(11).asLong());
    return new BlockHeader(
        fields.get(0).asHash(),
        fields.get(2).asAddress(),
        fields.get(3).asHash(),
        fields.get(4).asHash(),
        fields.get(5).asHash(),
        fields.get(8).asLong(),
        fields.get(9).asLong(),
        fields.get(10).asLong(),
        millis,
        fields.get(13).asHash(),
        fields.get(15).asWei());
  }

  private static void requireFixed(boolean holds, String what) throws RlpException {
    if (!holds) {
      throw new RlpException("a block header with " + what + ", which this chain does not have");
    }
  }

  private static long millis(RlpItem extraData, long seconds) throws RlpException {
    byte[] bytes = extraData.asBytes(Long.BYTES);
    long millis = 0;
    for (byte b : bytes) {
      millis = (millis << Byte.SIZE) | (b & 0xff);
    }
    if (millis < 0 || millis > MAX_TIMESTAMP_MILLIS || millis / MILLIS_PER_SECOND != seconds) {
      throw new RlpException("a block header whose milliseconds do not fit its timestamp");
    }
    return millis;
  }

  public Hash parentHash() {
    return parentHash;
  }

  /** The proposer; zero for a null request's block and for genesis. */
  public Address miner() {
    return miner;
  }

  public Hash stateRoot() {
    return stateRoot;
  }

  public Hash transactionsRoot() {
    return transactionsRoot;
  }

  public Hash receiptsRoot() {
    return receiptsRoot;
  }

  /** The block's height, which is also its sequence number. */
  public long number() {
    return number;
  }

  public long gasLimit() {
    return gasLimit;
  }

  public long gasUsed() {
    return gasUsed;
  }

  /** Seconds since 1970, as Ethereum has it. */
  public long timestamp() {
    return timestampMillis / MILLIS_PER_SECOND;
  }

  /** Milliseconds since 1970. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** {@link #timestampMillis()} as eight bytes, big-endian. */
  public byte[] extraData() {
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (timestampMillis >>> (Byte.SIZE * (bytes.length - 1 - i)));
    }
    return bytes;
  }

  public Hash mixHash() {
    return mixHash;
  }

  public Wei baseFeePerGas() {
    return baseFeePerGas;
  }

  /** What this block burnt: base fee times gas used. */
  public Wei burnt() {
    return baseFeePerGas.times(gasUsed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockHeader header && hash().equals(header.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return "BlockHeader(" + number + ", " + hash() + ")";
  }
}
