package org.tetrarch.wallet.rpc;

/** No answer, or none that a node gives; the message says why, and not which node it was. */
public final class NodeUnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean mayHaveArrived;

  /**
   * @param mayHaveArrived whether the request may have reached a node all the same
   */
  NodeUnreachableException(String message, boolean mayHaveArrived) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
  }

  NodeUnreachableException(String message, boolean mayHaveArrived, Throwable cause) {
    super(message, cause);
    this.mayHaveArrived = mayHaveArrived;
  }

  /** False only if the request surely did nothing anywhere. */
  public boolean mayHaveArrived() {
    return mayHaveArrived;
  }
}
