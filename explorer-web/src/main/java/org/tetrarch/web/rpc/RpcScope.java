package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Methods that depend on the connection by which a call comes. */
public interface RpcScope {

  String SUBSCRIBE = "eth_subscribe";
  String UNSUBSCRIBE = "eth_unsubscribe";

  /** HTTP: a connection that the server cannot say anything by on its own. */
  RpcScope WITHOUT_SUBSCRIPTIONS =
      name ->
          name.equals(SUBSCRIBE) || name.equals(UNSUBSCRIBE)
              ? Optional.of(RpcScope::refuseSubscription)
              : Optional.empty();

  /** The method of this connection with that name. */
  Optional<RpcMethod> find(String name);

  private static JsonNode refuseSubscription(RpcParams params) throws RpcException {
    throw RpcException.notSupported("notifications not supported");
  }
}
