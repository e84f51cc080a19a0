package org.tetrarch.node.localnet;

import org.jspecify.annotations.Nullable;

/** A local network cannot do what was asked; the message says why and what to do, in one line. */
public class LocalNetworkException extends Exception {
  private static final long serialVersionUID = 1L;

  public LocalNetworkException(String message) {
    super(message);
  }

  public LocalNetworkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
