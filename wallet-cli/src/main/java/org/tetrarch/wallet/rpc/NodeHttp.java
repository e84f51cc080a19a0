package org.tetrarch.wallet.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one node serves over HTTP: JSON-RPC 2.0, and documents by their path. */
final class NodeHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** Longest answer: a receipt's proof with all headers up to a certificate is below 2 MiB. */
  private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private static final int MAX_ERROR_LENGTH = 500;

  private final NodeAddress node;
  private final HttpClient client;
  private final JsonMapper mapper = new JsonMapper();

  /** When the last answer must be there, in {@link System#nanoTime}; null for no such time. */
  private final @Nullable Long deadline;

  private final AtomicLong lastId = new AtomicLong();

  /**
   * @param client may be shared by several nodes; the caller closes it
   */
  NodeHttp(NodeAddress node, HttpClient client) {
    this(node, client, null);
  }

  /** A client for any number of nodes. */
  static HttpClient newClient() {
    // HTTP/1.1: no upgrade dance on the first call.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .build();
  }

  private NodeHttp(NodeAddress node, HttpClient client, @Nullable Long deadline) {
    this.node = node;
    this.client = client;
    this.deadline = deadline;
  }

  /** The same connection, whose calls all end within {@code time} from now. */
  NodeHttp within(Duration time) {
    return new NodeHttp(node, client, System.nanoTime() + time.toNanos());
  }

  NodeAddress node() {
    return node;
  }

  /** Calls a method and returns its result, which may be JSON null. */
  JsonNode call(String method, Object... params)
      throws NodeUnreachableException, RpcErrorException {
    long id = lastId.incrementAndGet();
    return result(body(exchange(post(request(id, method, List.of(params))))), id);
  }

  /**
   * Calls a method once for each of these single params, in one request; results in their order.
   */
  List<JsonNode> callAll(String method, List<String> params)
      throws NodeUnreachableException, RpcErrorException {
    if (params.isEmpty()) {
      return List.of();
    }
    long first = lastId.getAndAdd(params.size()) + 1;
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < params.size(); i++) {
      batch.add(request(first + i, method, List.of(params.get(i))));
    }
    JsonNode answers = json(exchange(post(batch)));
    Map<Long, JsonNode> byId = new HashMap<>();
    answers.forEach(answer -> byId.put(answer.path("id").asLong(), answer));
    List<JsonNode> results = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      JsonNode answer = byId.get(first + i);
      if (answer == null) {
        throw foreign("it does not answer as JSON-RPC does");
      }
      results.add(result(answer, first + i));
    }
    return results;
  }

  private static ObjectNode request(long id, String method, List<Object> params) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("jsonrpc", "2.0").put("id", id).put("method", method);
    ArrayNode list = request.putArray("params");
    params.forEach(list::addPOJO);
    return request;
  }

  private JsonNode result(JsonNode answer, long id)
      throws NodeUnreachableException, RpcErrorException {
    JsonNode error = answer.get("error");
    if (error != null && error.isObject()) {
      throw new RpcErrorException(
          error.path("code").asInt(), bounded(error.path("message").asText("no message")));
    }
    JsonNode result = answer.get("result");
    if (result == null || answer.path("id").asLong() != id) {
      throw foreign("it does not answer as JSON-RPC does");
    }
    return result;
  }

  /** Gets a document below the node's root; empty where there is none of that name. */
  Optional<JsonNode> get(String path) throws NodeUnreachableException, RpcErrorException {
    HttpRequest request = HttpRequest.newBuilder(node.uri().resolve(path)).GET().build();
    HttpResponse<byte[]> response = exchange(request);
    if (response.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    JsonNode document = body(response);
    if (response.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new RpcErrorException(
          response.statusCode(), bounded(document.path("detail").asText("no detail")));
    }
    return Optional.of(document);
  }

  /** For an answer that no Ethereum-like node gives. */
  NodeUnreachableException foreign(String why) {
    return new NodeUnreachableException("something answers there, but " + why, true);
  }

  private HttpRequest post(JsonNode request) {
    try {
      return HttpRequest.newBuilder(node.uri())
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(request)))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws NodeUnreachableException {
    // A request's own timeout would end with the first line of the answer; this one holds for all
    // of it.
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
    try {
      return pending.get(nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw silent("it does not answer in time", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw silent("interrupted", e);
    }
  }

  private long nanosLeft() {
    long most = ANSWER_TIMEOUT.toNanos();
    return deadline == null ? most : Math.clamp(deadline - System.nanoTime(), 0, most);
  }

  private JsonNode body(HttpResponse<byte[]> response) throws NodeUnreachableException {
    JsonNode answer = json(response);
    if (!answer.isObject()) {
      throw foreign("it does not answer as JSON-RPC does (HTTP " + response.statusCode() + ")");
    }
    return answer;
  }

  private JsonNode json(HttpResponse<byte[]> response) throws NodeUnreachableException {
    try {
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw foreign("its answer is not JSON (HTTP " + response.statusCode() + ")");
    }
  }

  private NodeUnreachableException failed(Throwable cause) {
    return switch (cause) {
      case BoundedBody.TooLong e -> foreign("its answer is longer than any that was asked for");
      case HttpConnectTimeoutException e -> absent("it does not answer in time", e);
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          absent("there is no such host", e);
      case ConnectException e -> absent("nothing listens there", e);
      default ->
          silent(
              "the connection failed (" + bounded(String.valueOf(cause.getMessage())) + ")", cause);
    };
  }

  /** Nobody was reached. */
  private NodeUnreachableException absent(String why, Throwable cause) {
    return new NodeUnreachableException(why, false, cause);
  }

  /** Somebody was, and may have heard. */
  private NodeUnreachableException silent(String why, Throwable cause) {
    return new NodeUnreachableException(why, true, cause);
  }

  private static String bounded(String text) {
    return Printable.line(text, MAX_ERROR_LENGTH);
  }
}
