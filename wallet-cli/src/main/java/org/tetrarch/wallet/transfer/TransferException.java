package org.tetrarch.wallet.transfer;

/** A transfer that did not become final, and why. */
public final class TransferException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of end it was. */
  public enum Kind {
    /** The chain refused it, or would. */
    REJECTED,
    /** It may still become final. */
    NOT_FINAL_IN_TIME,
    /** It may be final, but nobody who can be believed says so. */
    UNPROVEN
  }

  private final Kind kind;

  public TransferException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
