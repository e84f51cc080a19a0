package org.tetrarch.genesis;

/**
 * A network's file is missing, broken or contradicts itself. The message is one line that names the
 * file and the field, and says what it should be.
 */
public final class GenesisException extends Exception {
  private static final long serialVersionUID = 1L;

  public GenesisException(String message) {
    super(message);
  }

  public GenesisException(String message, Throwable cause) {
    super(message, cause);
  }
}
