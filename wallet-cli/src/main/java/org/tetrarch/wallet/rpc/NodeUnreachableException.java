package org.tetrarch.wallet.rpc;

/** No answer, or none of a node; the message names the URL and says what to do. */
public final class NodeUnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  public NodeUnreachableException(String message) {
    super(message);
  }

  public NodeUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
