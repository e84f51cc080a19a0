package org.tetrarch.genesis.document;

/** A document that is not what it should be; the message starts with the field's path, if any. */
public final class DocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  public DocumentException(String message) {
    super(message);
  }

  public DocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
