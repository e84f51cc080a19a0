package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.web.json.Json;

/** JSON-RPC 2.0: single calls, batches and notifications. */
public final class RpcDispatcher {

  /** ethers puts up to 100 calls into a batch by itself, so a smaller bound would break it. */
  static final int MAX_BATCH = 100;

  /** All answers to one body together, as geth bounds them: 25 MB. */
  static final int MAX_RESPONSE_BYTES = 25_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(RpcDispatcher.class);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final RpcParams NO_PARAMS = RpcParams.of(null);

  private final RpcRegistry registry;
  private final MeterRegistry meters;

  RpcDispatcher(RpcRegistry registry, MeterRegistry meters) {
    this.registry = registry;
    this.meters = meters;
  }

  /**
   * Answers a body.
   *
   * @param scope what else the caller's connection knows
   * @return the answer's bytes, or empty when the body holds nothing but notifications
   */
  public Optional<byte[]> answer(byte[] body, RpcScope scope) {
    JsonNode request;
    try {
      request = Json.read(body);
    } catch (IOException e) {
      return Optional.of(error(RpcException.PARSE_ERROR, "parse error: not a JSON document"));
    }
    if (!request.isArray()) {
      return respond(request, scope).map(Json::write);
    }
    return answerBatch((ArrayNode) request, scope);
  }

  /** An error that belongs to no call. */
  static byte[] error(int code, String message) {
    return Json.write(failure(NullNode.instance, new RpcException(code, message)));
  }

  private Optional<byte[]> answerBatch(ArrayNode batch, RpcScope scope) {
    if (batch.isEmpty()) {
      return Optional.of(error(RpcException.INVALID_REQUEST, "empty batch"));
    }
    if (batch.size() > MAX_BATCH) {
      return Optional.of(
          error(
              RpcException.INVALID_REQUEST,
              "batch too large: " + batch.size() + " calls, at most " + MAX_BATCH));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (JsonNode call : batch) {
      Optional<byte[]> answer =
          out.size() < MAX_RESPONSE_BYTES ? respond(call, scope).map(Json::write) : tooLarge(call);
      if (answer.isPresent()) {
        out.write(out.size() == 0 ? '[' : ',');
        out.writeBytes(answer.get());
      }
    }
    if (out.size() == 0) {
      return Optional.empty();
    }
    out.write(']');
    return Optional.of(out.toByteArray());
  }

  private static Optional<byte[]> tooLarge(JsonNode call) {
    return id(call)
        .map(
            id ->
                Json.write(
                    failure(
                        id,
                        new RpcException(RpcException.RESPONSE_TOO_LARGE, "response too large"))));
  }

  private Optional<JsonNode> respond(JsonNode call, RpcScope scope) {
    if (!call.isObject() || !isValidId(call.get("id"))) {
      return Optional.of(
          failure(
              NullNode.instance,
              new RpcException(RpcException.INVALID_REQUEST, "invalid request")));
    }
    JsonNode method = call.get("method");
    Optional<JsonNode> id = id(call);
    if (method == null || !method.isTextual()) {
      return Optional.of(
          failure(
              id.orElse(NullNode.instance),
              new RpcException(RpcException.INVALID_REQUEST, "invalid request")));
    }
    String name = method.textValue();
    Optional<RpcMethod> found = scope.find(name).or(() -> registry.find(name));
    JsonNode answer = invoke(name, found, call.get("params"), id.orElse(NullNode.instance));
    // A call without an id is a notification: it is carried out and gets no answer.
    return id.map(present -> answer);
  }

  private JsonNode invoke(
      String name, Optional<RpcMethod> method, @Nullable JsonNode rawParams, JsonNode id) {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "ok";
    try {
      RpcParams params = rawParams == null ? NO_PARAMS : RpcParams.of(rawParams);
      RpcMethod found = method.orElseThrow(() -> RpcException.methodNotFound(name));
      return success(id, found.call(params));
    } catch (RpcException e) {
      outcome = "error";
      return failure(id, e);
    } catch (RuntimeException e) {
      outcome = "failure";
      LOG.error("{} failed", name, e);
      return failure(id, new RpcException(RpcException.INTERNAL_ERROR, "internal error"));
    } finally {
      // Unknown names share one series, or anybody could make the registry grow.
      String series = method.isPresent() ? name : "unknown";
      sample.stop(meters.timer("tetrarch.rpc.requests", "method", series, "outcome", outcome));
    }
  }

  private static boolean isValidId(@Nullable JsonNode id) {
    return id == null || id.isTextual() || id.isNumber() || id.isNull();
  }

  /** Empty for a notification. An id of null is an id: JSON-RPC discourages it, clients use it. */
  private static Optional<JsonNode> id(JsonNode call) {
    return Optional.ofNullable(call.get("id")).filter(RpcDispatcher::isValidId);
  }

  private static ObjectNode success(JsonNode id, JsonNode result) {
    ObjectNode answer = NODES.objectNode();
    answer.put("jsonrpc", "2.0");
    answer.set("id", id);
    answer.set("result", result);
    return answer;
  }

  private static ObjectNode failure(JsonNode id, RpcException failure) {
    ObjectNode answer = NODES.objectNode();
    answer.put("jsonrpc", "2.0");
    answer.set("id", id);
    ObjectNode error = answer.putObject("error");
    error.put("code", failure.code());
    error.put("message", failure.getMessage());
    JsonNode data = failure.data();
    if (data != null) {
      error.set("data", data);
    }
    return answer;
  }
}
