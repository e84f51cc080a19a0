package org.tetrarch.node.execution;

import java.util.Objects;

/** What must never be is: the replica stops, says which invariant, and keeps its data. */
public final class BrokenInvariantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Balances and burnt fees add up to the genesis supply. */
  static final String SUPPLY = "INV-4";

  /** This replica's block is the one that a quorum certified. */
  static final String SAME_BLOCK = "INV-8";

  /** Blocks are executed in sequence order, each on the one before. */
  static final String IN_ORDER = "INV-9";

  private final String invariant;

  BrokenInvariantException(String invariant, String reason) {
    super(reason);
    this.invariant = invariant;
  }

  /** Its stable name, such as INV-8. */
  public String invariant() {
    return invariant;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
