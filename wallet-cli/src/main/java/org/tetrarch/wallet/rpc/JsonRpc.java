package org.tetrarch.wallet.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** JSON-RPC 2.0 over HTTP, one call at a time over one kept connection. */
final class JsonRpc implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** Longest answer: we ask for nothing larger than a block's header or a certificate. */
  private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private static final int MAX_ERROR_LENGTH = 500;

  private final URI uri;
  private final HttpClient client;
  private final JsonMapper mapper = new JsonMapper();

  /** When the last answer must be there, in {@link System#nanoTime}; null for no such time. */
  private final @Nullable Long deadline;

  private long lastId;

  JsonRpc(URI uri) {
    // HTTP/1.1: no upgrade dance on the first call.
    this(
        uri,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build(),
        null);
  }

  private JsonRpc(URI uri, HttpClient client, @Nullable Long deadline) {
    this.uri = uri;
    this.client = client;
    this.deadline = deadline;
  }

  /** The same connection, whose calls all end within {@code time} from now. */
  JsonRpc within(Duration time) {
    return new JsonRpc(uri, client, System.nanoTime() + time.toNanos());
  }

  URI uri() {
    return uri;
  }

  /** Calls a method and returns its result, which may be JSON null. */
  JsonNode call(String method, Object... params)
      throws NodeUnreachableException, RpcErrorException {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    long id = ++lastId;
    request.put("jsonrpc", "2.0").put("id", id).put("method", method);
    ArrayNode list = request.putArray("params");
    for (Object param : params) {
      list.addPOJO(param);
    }
    JsonNode answer = post(request);
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

  /** For an answer that no Ethereum-like node gives. */
  NodeUnreachableException foreign(String why) {
    return new NodeUnreachableException(uri + ": something answers there, but " + why, true);
  }

  private JsonNode post(ObjectNode request) throws NodeUnreachableException {
    CompletableFuture<HttpResponse<byte[]>> pending = null;
    try {
      HttpRequest http =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(request)))
              .build();
      // A request's own timeout would end with the first line of the answer; this one holds for
      // all of it.
      pending = client.sendAsync(http, head -> new BoundedBody(MAX_ANSWER_BYTES));
      return body(pending.get(nanosLeft(), TimeUnit.NANOSECONDS));
    } catch (JsonProcessingException e) {
      throw foreign("its answer is not JSON");
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw silent("it does not answer in time", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent("interrupted", e);
    }
  }

  private long nanosLeft() {
    long most = ANSWER_TIMEOUT.toNanos();
    return deadline == null ? most : Math.clamp(deadline - System.nanoTime(), 0, most);
  }

  private JsonNode body(HttpResponse<byte[]> response)
      throws IOException, NodeUnreachableException {
    JsonNode answer = mapper.readTree(response.body());
    if (answer == null || !answer.isObject()) {
      throw foreign("it does not answer as JSON-RPC does (HTTP " + response.statusCode() + ")");
    }
    return answer;
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
    return new NodeUnreachableException("no node at " + uri + ": " + why, false, cause);
  }

  /** Somebody was, and may have heard. */
  private NodeUnreachableException silent(String why, Throwable cause) {
    return new NodeUnreachableException("no node at " + uri + ": " + why, true, cause);
  }

  private static String bounded(String text) {
    return Printable.line(text, MAX_ERROR_LENGTH);
  }

  /** Ends the connection, also for those made by {@link #within}. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
