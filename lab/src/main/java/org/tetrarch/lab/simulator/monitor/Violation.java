package org.tetrarch.lab.simulator.monitor;

import org.jspecify.annotations.Nullable;

/**
 * A correct replica has broken an invariant. An error, so that no layer of the node under test
 * takes it for a failure of its own.
 */
public final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  /**
   * @param invariant its stable name, such as INV-1
   */
  public Violation(String invariant, String what) {
    this(invariant, what, null);
  }

  /**
   * @param cause the failure in which it showed
   */
  public Violation(String invariant, String what, @Nullable Throwable cause) {
    super(invariant + ": " + what, cause);
    this.invariant = invariant;
  }

  public String invariant() {
    return invariant;
  }
}
