package org.tetrarch.wallet.contacts;

/** The contacts cannot be used or changed; the message is one line that says why. */
public final class ContactException extends Exception {
  private static final long serialVersionUID = 1L;

  public ContactException(String message) {
    super(message);
  }

  ContactException(String message, Throwable cause) {
    super(message, cause);
  }
}
