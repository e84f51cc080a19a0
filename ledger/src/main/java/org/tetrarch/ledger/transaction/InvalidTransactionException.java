package org.tetrarch.ledger.transaction;

import java.util.Objects;

/** A transaction from outside that this chain never accepts, whatever its state. */
public final class InvalidTransactionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  public InvalidTransactionException(RejectionReason reason) {
    super(reason.wording());
    this.reason = reason;
  }

  /** The message is the reason's wording, a colon and the detail. */
  public InvalidTransactionException(RejectionReason reason, String detail) {
    super(reason.wording() + ": " + detail);
    this.reason = reason;
  }

  public RejectionReason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
