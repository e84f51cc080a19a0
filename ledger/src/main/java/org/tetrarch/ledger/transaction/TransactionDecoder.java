package org.tetrarch.ledger.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpBytes;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpList;

/** Reads transactions that came from outside. */
public final class TransactionDecoder {
  /** Largest transaction, as in go-ethereum's pool. */
  public static final int MAX_BYTES = 128 * 1024;

  /** EIP-2718: a first byte from here on is the list of a legacy transaction. */
  private static final int FIRST_LEGACY_BYTE = 0xc0;

  private TransactionDecoder() {}

  /** Like {@link #decode(byte[], long, boolean)}, for chains that want replay protection. */
  public static SignedTransaction decode(byte[] encoded, long chainId)
      throws InvalidTransactionException {
    return decode(encoded, chainId, false);
  }

  /**
   * Decodes a transaction for this chain and recovers its sender. It is well formed and signed by
   * somebody; fees, gas and funds are not looked at ({@code ChainRules} does).
   */
  public static SignedTransaction decode(byte[] encoded, long chainId, boolean unprotectedAllowed)
      throws InvalidTransactionException {
    SignedTransaction tx = decodeUnverified(encoded);
    requireChain(tx.chainId(), chainId, unprotectedAllowed);
    if (!tx.hasValidSignature()) {
      throw new InvalidTransactionException(RejectionReason.INVALID_SIGNATURE);
    }
    return tx;
  }

  private static void requireChain(OptionalLong has, long wanted, boolean unprotectedAllowed)
      throws InvalidTransactionException {
    if (has.isEmpty()) {
      if (!unprotectedAllowed) {
        throw new InvalidTransactionException(RejectionReason.UNPROTECTED);
      }
    } else if (has.getAsLong() != wanted) {
      throw new InvalidTransactionException(
          RejectionReason.WRONG_CHAIN, "have " + has.getAsLong() + " want " + wanted);
    }
  }

  /** Decodes the form alone: any chain id, and perhaps a signature that nobody made. */
  public static SignedTransaction decodeUnverified(byte[] encoded)
      throws InvalidTransactionException {
    if (encoded.length == 0) {
      throw new InvalidTransactionException(RejectionReason.MALFORMED, "no bytes");
    }
    requireSize(encoded.length);
    int first = encoded[0] & 0xff;
    try {
      if (first >= FIRST_LEGACY_BYTE) {
        return legacy(Rlp.decode(encoded).asList(), encoded.clone());
      }
      return typed(first, encoded);
    } catch (RlpException e) {
      throw new InvalidTransactionException(RejectionReason.MALFORMED, e.getMessage());
    }
  }

  /** Like {@link #decodeUnverified(byte[])}, for an item of a block's or batch's list. */
  public static SignedTransaction decodeUnverified(RlpItem item)
      throws InvalidTransactionException {
    try {
      return switch (item) {
        case RlpBytes bytes -> decodeTypedItem(bytes);
        case RlpList list -> {
          byte[] encoded = list.encoded();
          requireSize(encoded.length);
          yield legacy(list.items(), encoded);
        }
      };
    } catch (RlpException e) {
      throw new InvalidTransactionException(RejectionReason.MALFORMED, e.getMessage());
    }
  }

  private static SignedTransaction decodeTypedItem(RlpBytes bytes)
      throws InvalidTransactionException, RlpException {
    requireSize(bytes.size());
    byte[] encoded = bytes.toBytes();
    if (encoded.length == 0 || (encoded[0] & 0xff) >= FIRST_LEGACY_BYTE) {
      throw new RlpException("a string that is no typed transaction");
    }
    return typed(encoded[0] & 0xff, encoded);
  }

  private static void requireSize(int size) throws InvalidTransactionException {
    if (size > MAX_BYTES) {
      throw new InvalidTransactionException(
          RejectionReason.OVERSIZED, size + " bytes, the limit is " + MAX_BYTES);
    }
  }

  private static SignedTransaction typed(int first, byte[] encoded)
      throws InvalidTransactionException, RlpException {
    boolean accessList = first == TransactionType.ACCESS_LIST.code();
    if (!accessList && first != TransactionType.DYNAMIC_FEE.code()) {
      throw new InvalidTransactionException(RejectionReason.TYPE_NOT_SUPPORTED);
    }
    RlpItem payload = Rlp.decode(encoded, 1);
    Fields fields = new Fields(payload.list(accessList ? 11 : 12));
    long chainId = fields.next().asLong();
    requireUsable(chainId);
    UnsignedTransaction.Builder builder =
        accessList
            ? UnsignedTransaction.accessList(chainId)
            : UnsignedTransaction.dynamicFee(chainId);
    builder.nonce(fields.next().asLong());
    if (accessList) {
      builder.gasPrice(fields.next().asWei());
    } else {
      builder.maxPriorityFeePerGas(fields.next().asWei()).maxFeePerGas(fields.next().asWei());
    }
    builder.gasLimit(fields.next().asLong());
    RlpItem to = fields.next();
    builder.value(fields.next().asWei()).data(fields.next().asBytes());
    builder.accessList(accessList(fields.next()));
    UnsignedTransaction content = builder.to(recipient(to).asAddress());
    long parity = fields.next().asLong();
    return new SignedTransaction(content, signature(fields, parity), encoded.clone());
  }

  private static SignedTransaction legacy(List<RlpItem> items, byte[] encoded)
      throws InvalidTransactionException, RlpException {
    if (items.size() != 9) {
      throw new RlpException("a legacy transaction has 9 fields, this has " + items.size());
    }
    long v = items.get(6).asLong();
    boolean unprotected =
        v == TransactionEncoding.UNPROTECTED_V || v == TransactionEncoding.UNPROTECTED_V + 1;
    long chainId = (v - TransactionEncoding.PROTECTED_V) / 2;
    if (!unprotected && (v < TransactionEncoding.PROTECTED_V || chainId == 0)) {
      throw new InvalidTransactionException(RejectionReason.INVALID_SIGNATURE);
    }
    if (!unprotected) {
      requireUsable(chainId);
    }
    Fields fields = new Fields(items);
    UnsignedTransaction.Builder builder =
        unprotected ? UnsignedTransaction.unprotectedLegacy() : UnsignedTransaction.legacy(chainId);
    builder.nonce(fields.next().asLong()).gasPrice(fields.next().asWei());
    builder.gasLimit(fields.next().asLong());
    RlpItem to = fields.next();
    builder.value(fields.next().asWei()).data(fields.next().asBytes());
    UnsignedTransaction content = builder.to(recipient(to).asAddress());
    fields.next();
    long parity = unprotected ? v - TransactionEncoding.UNPROTECTED_V : (v - 35) & 1;
    return new SignedTransaction(content, signature(fields, parity), encoded);
  }

  private static void requireUsable(long chainId) throws InvalidTransactionException {
    if (chainId == 0 || chainId > UnsignedTransaction.MAX_CHAIN_ID) {
      throw new InvalidTransactionException(RejectionReason.WRONG_CHAIN, "have " + chainId);
    }
  }

  private static RlpItem recipient(RlpItem to) throws InvalidTransactionException, RlpException {
    if (to.asString().isEmpty()) {
      throw new InvalidTransactionException(RejectionReason.CONTRACT_CREATION);
    }
    return to;
  }

  private static List<AccessListEntry> accessList(RlpItem item) throws RlpException {
    List<AccessListEntry> entries = new ArrayList<>();
    for (RlpItem entry : item.asList()) {
      List<RlpItem> pair = entry.list(2);
      List<Hash> keys = new ArrayList<>();
      for (RlpItem key : pair.get(1).asList()) {
        keys.add(key.asHash());
      }
      entries.add(new AccessListEntry(pair.get(0).asAddress(), keys));
    }
    return entries;
  }

  private static Signature signature(Fields fields, long parity)
      throws InvalidTransactionException, RlpException {
    RlpItem r = fields.next();
    RlpItem s = fields.next();
    if (parity > 1) {
      throw new InvalidTransactionException(RejectionReason.INVALID_SIGNATURE);
    }
    try {
      return Signature.of(r.asUint256(), s.asUint256(), (int) parity);
    } catch (RlpException e) {
      throw e;
    } catch (MalformedException e) {
      throw new InvalidTransactionException(RejectionReason.INVALID_SIGNATURE, e.getMessage());
    }
  }

  /** Reads items one after the other; the caller has checked how many there are. */
  private static final class Fields {
    private final List<RlpItem> items;
    private int position;

    Fields(List<RlpItem> items) {
      this.items = items;
    }

    RlpItem next() {
      return items.get(position++);
    }
  }
}
