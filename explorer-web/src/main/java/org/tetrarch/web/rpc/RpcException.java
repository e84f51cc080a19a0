package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** The error that answers one JSON-RPC call; codes are those of geth. */
public final class RpcException extends Exception {

  private static final long serialVersionUID = 1L;

  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;
  static final int SERVER_ERROR = -32000;
  static final int RESPONSE_TOO_LARGE = -32003;
  static final int LIMIT_EXCEEDED = -32005;

  // EIP-7966, the two outcomes of eth_sendRawTransactionSync that are not a receipt.
  static final int SYNC_TIMEOUT = 4;
  static final int SYNC_NOT_READY = 5;

  private final int code;
  private final transient @Nullable JsonNode data;

  RpcException(int code, String message) {
    this(code, message, null);
  }

  RpcException(int code, String message, @Nullable JsonNode data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  /** The chain or the pool says no. */
  public static RpcException server(String message) {
    return new RpcException(SERVER_ERROR, message);
  }

  /** There is too much of it already. */
  public static RpcException limitExceeded(String message) {
    return new RpcException(LIMIT_EXCEEDED, message);
  }

  /** This way of calling does not exist here. */
  public static RpcException notSupported(String message) {
    return new RpcException(METHOD_NOT_FOUND, message);
  }

  static RpcException invalidParams(String message) {
    return new RpcException(INVALID_PARAMS, message);
  }

  /** Clients fall back on other methods when they see this very wording. */
  static RpcException methodNotFound(String method) {
    return new RpcException(
        METHOD_NOT_FOUND, "the method " + method + " does not exist/is not available");
  }

  /** The error's machine-readable part as a string. */
  static RpcException withData(int code, String message, String data) {
    return new RpcException(code, message, TextNode.valueOf(data));
  }

  int code() {
    return code;
  }

  @Nullable JsonNode data() {
    return data;
  }
}
