package org.tetrarch.wallet.rpc;

/** The node answered with a JSON-RPC error; the message is the node's, made printable. */
public final class RpcErrorException extends Exception {
  public static final int METHOD_NOT_FOUND = -32601;

  /** JSON-RPC 2.0 §5.1: codes from here up to -32600 speak of the request, not of its matter. */
  private static final int LOWEST_PROTOCOL_ERROR = -32_700;

  private static final int HIGHEST_PROTOCOL_ERROR = -32_600;

  private static final long serialVersionUID = 1L;

  private final int code;

  public RpcErrorException(int code, String message) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether the node failed to handle the request, rather than judged what was in it. */
  public boolean isOfTheProtocol() {
    return code >= LOWEST_PROTOCOL_ERROR && code <= HIGHEST_PROTOCOL_ERROR;
  }
}
