package org.tetrarch.wallet.proof;

import org.jspecify.annotations.Nullable;

/** A document proves nothing on this chain; the message says why. */
public final class ProofException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean ofAnotherChain;

  private ProofException(String message, boolean ofAnotherChain, @Nullable Throwable cause) {
    super(message, cause);
    this.ofAnotherChain = ofAnotherChain;
  }

  static ProofException because(String reason, Throwable cause) {
    return new ProofException(reason, false, cause);
  }

  public static ProofException because(String reason) {
    return new ProofException(reason, false, null);
  }

  static ProofException ofAnotherChain(String reason) {
    return new ProofException(reason, true, null);
  }

  /** Whether it says itself that it is of another chain, which is no lie. */
  public boolean isOfAnotherChain() {
    return ofAnotherChain;
  }
}
