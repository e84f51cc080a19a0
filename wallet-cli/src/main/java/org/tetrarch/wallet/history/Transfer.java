package org.tetrarch.wallet.history;

import java.math.BigInteger;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** A proven transaction, as one of its two sides sees it. */
public record Transfer(Address account, ProvenReceipt receipt) {
  /** Which way the coins went. */
  public enum Direction {
    IN,
    OUT,
    /** To itself: only the fee is gone. */
    SELF
  }

  public Direction direction() {
    SignedTransaction transaction = receipt.transaction();
    if (!transaction.sender().equals(account)) {
      return Direction.IN;
    }
    return transaction.to().equals(account) ? Direction.SELF : Direction.OUT;
  }

  public boolean isSent() {
    return direction() != Direction.IN;
  }

  /** The other side. */
  public Address counterparty() {
    return isSent() ? receipt.transaction().to() : receipt.transaction().sender();
  }

  /** How much more the account has after it, in wei. */
  public BigInteger change() {
    BigInteger value = receipt.transaction().value().value();
    BigInteger fee = receipt.fee().value();
    return switch (direction()) {
      case IN -> value;
      case OUT -> value.add(fee).negate();
      case SELF -> fee.negate();
    };
  }

  boolean isAfter(Transfer other) {
    long height = receipt.header().number();
    long otherHeight = other.receipt.header().number();
    return height > otherHeight
        || (height == otherHeight && receipt.index() > other.receipt.index());
  }
}
