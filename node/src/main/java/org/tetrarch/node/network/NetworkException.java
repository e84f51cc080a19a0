package org.tetrarch.node.network;

/**
 * The network cannot be used: a port is taken, an address does not exist. The message says which.
 */
public final class NetworkException extends Exception {
  private static final long serialVersionUID = 1L;

  public NetworkException(String message, Throwable cause) {
    super(message, cause);
  }
}
