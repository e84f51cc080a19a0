package org.tetrarch.wallet.rpc;

/** The node answered with a JSON-RPC error; the message is the node's. */
public final class RpcErrorException extends Exception {
  public static final int METHOD_NOT_FOUND = -32601;

  private static final long serialVersionUID = 1L;

  private final int code;

  public RpcErrorException(int code, String message) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
