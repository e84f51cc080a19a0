package org.tetrarch.wallet.keystore;

/** The password does not open the key. */
public final class WrongPasswordException extends KeystoreException {
  private static final long serialVersionUID = 1L;

  public WrongPasswordException() {
    super("the password is wrong");
  }
}
