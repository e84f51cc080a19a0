package org.tetrarch.wallet.keystore;

/** A keystore file cannot be used; the message is one line that names it and says why. */
public class KeystoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public KeystoreException(String message) {
    super(message);
  }

  public KeystoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
