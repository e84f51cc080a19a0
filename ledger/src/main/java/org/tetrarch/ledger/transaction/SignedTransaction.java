package org.tetrarch.ledger.transaction;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Ecdsa;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * A transaction and its signature. Encoding, hash and sender are worked out when first asked for
 * and then kept: recovering the sender is the dearest thing in the ledger (about 60 µs). Immutable
 * to the outside, any thread; equal when the hash is.
 *
 * <p>One from {@link TransactionDecoder#decode} has a valid signature. One decoded without
 * verification, as part of a block or batch, may not: {@link #hasValidSignature()} tells.
 */
public final class SignedTransaction {
  private final UnsignedTransaction content;
  private final Signature signature;

  // Written by whichever thread comes first; all would write the same value.
  private volatile byte @Nullable [] encoded;
  private volatile @Nullable Hash hash;
  private volatile @Nullable Address sender;
  private volatile boolean recovered;

  SignedTransaction(UnsignedTransaction content, Signature signature) {
    this.content = content;
    this.signature = signature;
  }

  /** With its encoding, which the decoder has at hand; takes the array over. */
  SignedTransaction(UnsignedTransaction content, Signature signature, byte[] encoded) {
    this(content, signature);
    this.encoded = encoded;
  }

  /** The bytes that travel and are hashed: the EIP-2718 envelope, or plain RLP for legacy. */
  public byte[] encoded() {
    return internalEncoded().clone();
  }

  /** Number of bytes of {@link #encoded()}. */
  public int size() {
    return internalEncoded().length;
  }

  private byte[] internalEncoded() {
    byte[] known = encoded;
    if (known == null) {
      known = TransactionEncoding.signed(content, signature);
      encoded = known;
    }
    return known;
  }

  /** Adds this as blocks hold it: a legacy one as the list that it is, a typed one as a string. */
  public void writeTo(RlpWriter writer) {
    if (type().isTyped()) {
      writer.add(internalEncoded());
    } else {
      writer.addEncoded(internalEncoded());
    }
  }

  /** keccak(encoded): the transaction's name everywhere. */
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = Keccak.hash(internalEncoded());
      hash = known;
    }
    return known;
  }

  /**
   * Who signed; throws {@link IllegalStateException} when {@link #hasValidSignature()} is false.
   */
  public Address sender() {
    Address known = recoverOnce();
    if (known == null) {
      throw new IllegalStateException("no key made the signature of " + hash());
    }
    return known;
  }

  /** Whether some key made this signature. */
  public boolean hasValidSignature() {
    return recoverOnce() != null;
  }

  private @Nullable Address recoverOnce() {
    if (!recovered) {
      sender = Ecdsa.best().recover(signingHash(), signature).map(PublicKey::address).orElse(null);
      recovered = true;
    }
    return sender;
  }

  /** What a unit of gas costs the sender at this base fee: base fee plus tip, at most the cap. */
  public Wei effectiveGasPrice(Wei baseFeePerGas) {
    // Unbounded, since base fee and tip may together exceed 256 bits, which the cap does not.
    BigInteger wanted = baseFeePerGas.value().add(maxPriorityFeePerGas().value());
    return Wei.of(wanted.min(maxFeePerGas().value()));
  }

  /**
   * What the sender must own for this to be executed: gas limit times the highest price, plus the
   * value. It may exceed 256 bits, and then nobody owns it.
   */
  public BigInteger upfrontCost() {
    return BigInteger.valueOf(gasLimit()).multiply(maxFeePerGas().value()).add(value().value());
  }

  /** Gas that this transaction uses when executed. */
  public long intrinsicGas() {
    return content.intrinsicGas();
  }

  public Hash signingHash() {
    return content.signingHash();
  }

  public TransactionType type() {
    return content.type();
  }

  /** Empty for a legacy transaction without replay protection (EIP-155). */
  public OptionalLong chainId() {
    return content.chainId();
  }

  public long nonce() {
    return content.nonce();
  }

  public Address to() {
    return content.to();
  }

  public Wei value() {
    return content.value();
  }

  public long gasLimit() {
    return content.gasLimit();
  }

  /** The gas price for types 0 and 1. */
  public Wei maxFeePerGas() {
    return content.maxFeePerGas();
  }

  /** The gas price for types 0 and 1. */
  public Wei maxPriorityFeePerGas() {
    return content.maxPriorityFeePerGas();
  }

  public byte[] data() {
    return content.data();
  }

  public boolean hasData() {
    return content.hasData();
  }

  public List<AccessListEntry> accessList() {
    return content.accessList();
  }

  public Signature signature() {
    return signature;
  }

  public BigInteger r() {
    return signature.r();
  }

  public BigInteger s() {
    return signature.s();
  }

  public int yParity() {
    return signature.yParity();
  }

  /** 27 or 28, or EIP-155's number, for legacy; the parity of y for typed ones. */
  public long v() {
    return TransactionEncoding.v(content, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedTransaction tx && hash().equals(tx.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return "SignedTransaction(" + hash() + ")";
  }
}
