package org.tetrarch.ledger.transaction;

import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.RlpWriter;

/** The envelopes of EIP-2718 and the preimages that are signed. */
final class TransactionEncoding {
  /** v of an unprotected legacy transaction is 27 or 28 (Yellow Paper, appendix F). */
  static final long UNPROTECTED_V = 27;

  /** v of a protected one is this + 2 · chain id + parity (EIP-155). */
  static final long PROTECTED_V = 35;

  private static final int SIZE_OF_TRANSFER = 192;

  private TransactionEncoding() {}

  static byte[] signingPreimage(UnsignedTransaction tx) {
    RlpWriter writer = writer(tx);
    writeContent(writer.beginList(), tx);
    if (tx.type() == TransactionType.LEGACY && tx.chainId().isPresent()) {
      writer.add(tx.chainId().getAsLong()).add(0).add(0);
    }
    return envelope(tx.type(), writer.endList().toBytes());
  }

  static byte[] signed(UnsignedTransaction tx, Signature signature) {
    RlpWriter writer = writer(tx);
    writeContent(writer.beginList(), tx);
    writer.add(v(tx, signature)).add(signature.r()).add(signature.s());
    return envelope(tx.type(), writer.endList().toBytes());
  }

  /** The signature's first number: v for legacy transactions, the parity of y for typed ones. */
  static long v(UnsignedTransaction tx, Signature signature) {
    if (tx.type().isTyped()) {
      return signature.yParity();
    }
    return signature.yParity()
        + (tx.chainId().isPresent() ? PROTECTED_V + 2 * tx.chainId().getAsLong() : UNPROTECTED_V);
  }

  private static RlpWriter writer(UnsignedTransaction tx) {
    return new RlpWriter(SIZE_OF_TRANSFER + tx.internalData().length);
  }

  private static void writeContent(RlpWriter writer, UnsignedTransaction tx) {
    if (tx.type().isTyped()) {
      writer.add(tx.chainId().orElseThrow());
    }
    writer.add(tx.nonce());
    if (tx.type() == TransactionType.DYNAMIC_FEE) {
      writer.add(tx.maxPriorityFeePerGas());
    }
    writer
        .add(tx.maxFeePerGas())
        .add(tx.gasLimit())
        .add(tx.to())
        .add(tx.value())
        .add(tx.internalData());
    if (tx.type().isTyped()) {
      writeAccessList(writer, tx);
    }
  }

  private static void writeAccessList(RlpWriter writer, UnsignedTransaction tx) {
    writer.beginList();
    for (AccessListEntry entry : tx.accessList()) {
      writer.beginList().add(entry.address()).beginList();
      for (Hash key : entry.storageKeys()) {
        writer.add(key);
      }
      writer.endList().endList();
    }
    writer.endList();
  }

  private static byte[] envelope(TransactionType type, byte[] rlp) {
    if (!type.isTyped()) {
      return rlp;
    }
    byte[] enveloped = new byte[1 + rlp.length];
    enveloped[0] = (byte) type.code();
    System.arraycopy(rlp, 0, enveloped, 1, rlp.length);
    return enveloped;
  }
}
