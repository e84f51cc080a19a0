package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** One JSON-RPC method. May be called by many threads at once; may wait, on a virtual thread. */
@FunctionalInterface
public interface RpcMethod {

  JsonNode call(RpcParams params) throws RpcException;
}
