package org.tetrarch.ledger;

import java.util.Objects;

/**
 * Text or bytes from outside that are not what they should be. The message says what is wrong in
 * words fit for the person or peer that sent them, and never repeats a secret.
 */
public class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedException(String message) {
    super(message);
  }

  public MalformedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
