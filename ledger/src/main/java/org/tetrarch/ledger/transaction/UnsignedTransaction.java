package org.tetrarch.ledger.transaction;

import java.util.List;
import java.util.OptionalLong;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;

/**
 * What a sender signs: a transfer to an account. Immutable; made by {@link #dynamicFee}, {@link
 * #accessList} or {@link #legacy} and the setters of {@link Builder}.
 */
public final class UnsignedTransaction {
  /** Largest chain id: the v of EIP-155, 2 · id + 36, must stay below 2^63. */
  public static final long MAX_CHAIN_ID = (Long.MAX_VALUE - 36) / 2;

  private final TransactionType type;
  private final OptionalLong chainId;
  private final long nonce;
  private final Wei maxPriorityFeePerGas;
  private final Wei maxFeePerGas;
  private final long gasLimit;
  private final Address to;
  private final Wei value;
  private final byte[] data;
  private final List<AccessListEntry> accessList;

  private UnsignedTransaction(Builder builder, Address to) {
    this.type = builder.type;
    this.chainId = builder.chainId;
    this.nonce = builder.nonce;
    this.maxPriorityFeePerGas = builder.maxPriorityFeePerGas;
    this.maxFeePerGas = builder.maxFeePerGas;
    this.gasLimit = builder.gasLimit;
    this.to = to;
    this.value = builder.value;
    this.data = builder.data;
    this.accessList = builder.accessList;
  }

  /** Starts an EIP-1559 transaction (type 2), the usual one. */
  public static Builder dynamicFee(long chainId) {
    return new Builder(TransactionType.DYNAMIC_FEE, OptionalLong.of(chainId));
  }

  /** Starts an EIP-2930 transaction (type 1). */
  public static Builder accessList(long chainId) {
    return new Builder(TransactionType.ACCESS_LIST, OptionalLong.of(chainId));
  }

  /** Starts a legacy transaction protected by EIP-155. */
  public static Builder legacy(long chainId) {
    return new Builder(TransactionType.LEGACY, OptionalLong.of(chainId));
  }

  /** Starts a legacy transaction without a chain id, which most chains refuse. */
  public static Builder unprotectedLegacy() {
    return new Builder(TransactionType.LEGACY, OptionalLong.empty());
  }

  /** Collects the fields; a plain transfer needs no more than nonce, to, value and the fees. */
  public static final class Builder {
    private final TransactionType type;
    private final OptionalLong chainId;
    private long nonce;
    private Wei maxPriorityFeePerGas = Wei.ZERO;
    private Wei maxFeePerGas = Wei.ZERO;
    private long gasLimit = IntrinsicGas.TRANSFER;
    private Wei value = Wei.ZERO;
    private byte[] data = {};
    private List<AccessListEntry> accessList = List.of();

    Builder(TransactionType type, OptionalLong chainId) {
      chainId.ifPresent(
          id -> require(id > 0 && id <= MAX_CHAIN_ID, "chain id " + id + " is out of range"));
      this.type = type;
      this.chainId = chainId;
    }

    public Builder nonce(long nonce) {
      this.nonce = requireNotNegative(nonce, "nonce");
      return this;
    }

    public Builder gasLimit(long gasLimit) {
      this.gasLimit = requireNotNegative(gasLimit, "gas limit");
      return this;
    }

    /** The price of types 0 and 1: all of it up to the base fee is burnt, the rest is the tip. */
    public Builder gasPrice(Wei gasPrice) {
      require(type != TransactionType.DYNAMIC_FEE, "type 2 has no gas price");
      this.maxFeePerGas = gasPrice;
      this.maxPriorityFeePerGas = gasPrice;
      return this;
    }

    public Builder maxFeePerGas(Wei maxFeePerGas) {
      require(type == TransactionType.DYNAMIC_FEE, "only type 2 has a max fee");
      this.maxFeePerGas = maxFeePerGas;
      return this;
    }

    public Builder maxPriorityFeePerGas(Wei maxPriorityFeePerGas) {
      require(type == TransactionType.DYNAMIC_FEE, "only type 2 has a priority fee");
      this.maxPriorityFeePerGas = maxPriorityFeePerGas;
      return this;
    }

    public Builder value(Wei value) {
      this.value = value;
      return this;
    }

    public Builder data(byte[] data) {
      this.data = data.clone();
      return this;
    }

    public Builder accessList(List<AccessListEntry> accessList) {
      require(type.isTyped(), "a legacy transaction has no access list");
      this.accessList = List.copyOf(accessList);
      return this;
    }

    /** Ends with the recipient: there is no transfer without one. */
    public UnsignedTransaction to(Address to) {
      return new UnsignedTransaction(this, to);
    }

    private static long requireNotNegative(long number, String what) {
      require(number >= 0, what + " below zero");
      return number;
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  /** Signs with the sender's key. */
  public SignedTransaction sign(PrivateKey key) {
    return signed(key.sign(signingHash()));
  }

  /** With a signature of {@link #signingHash()} that was made elsewhere; it is not checked. */
  public SignedTransaction signed(Signature signature) {
    return new SignedTransaction(this, signature);
  }

  /** What the sender's signature covers. */
  public Hash signingHash() {
    return Keccak.hash(TransactionEncoding.signingPreimage(this));
  }

  /** Gas that this transaction uses when executed: it depends on its form alone. */
  public long intrinsicGas() {
    return IntrinsicGas.of(data, accessList);
  }

  public TransactionType type() {
    return type;
  }

  /** Empty for a legacy transaction without replay protection. */
  public OptionalLong chainId() {
    return chainId;
  }

  public long nonce() {
    return nonce;
  }

  /** The gas price for types 0 and 1. */
  public Wei maxPriorityFeePerGas() {
    return maxPriorityFeePerGas;
  }

  /** The gas price for types 0 and 1. */
  public Wei maxFeePerGas() {
    return maxFeePerGas;
  }

  public long gasLimit() {
    return gasLimit;
  }

  public Address to() {
    return to;
  }

  public Wei value() {
    return value;
  }

  public byte[] data() {
    return data.clone();
  }

  public boolean hasData() {
    return data.length > 0;
  }

  /** The array itself, not to be changed nor let out of this package. */
  byte[] internalData() {
    return data;
  }

  public List<AccessListEntry> accessList() {
    return accessList;
  }
}
