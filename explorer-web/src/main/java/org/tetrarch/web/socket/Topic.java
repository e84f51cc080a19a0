package org.tetrarch.web.socket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.tetrarch.web.rpc.RpcException;
import org.tetrarch.web.rpc.RpcParams;

/** What can be subscribed to. */
enum Topic {
  NEW_HEADS,
  PENDING_HASHES,
  /** The same with whole transactions. */
  PENDING_TRANSACTIONS,
  /** Never has news: transfers log nothing. */
  LOGS;

  /** The topic that the parameters of {@code eth_subscribe} name. */
  static Topic of(RpcParams params) throws RpcException {
    JsonNode name = params.required(0);
    return switch (name.asText()) {
      case "newHeads" -> NEW_HEADS;
      case "newPendingTransactions" -> params.flag(1) ? PENDING_TRANSACTIONS : PENDING_HASHES;
      case "logs" -> LOGS;
      default ->
          throw RpcException.notSupported(
              "no \"" + abbreviated(name.asText()) + "\" subscription in eth namespace");
    };
  }

  private static String abbreviated(String name) {
    return Optional.of(name).filter(text -> text.length() <= 32).orElse("…");
  }
}
