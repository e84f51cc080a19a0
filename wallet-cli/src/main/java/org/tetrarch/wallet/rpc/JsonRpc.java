package org.tetrarch.wallet.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/** JSON-RPC 2.0 over HTTP, one call at a time over one kept connection. */
public final class JsonRpc implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** Longest answer: we ask for nothing larger than a block's header or a certificate. */
  private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private static final int MAX_ERROR_LENGTH = 500;

  private final URI uri;
  private final HttpClient client;
  private final JsonMapper mapper = new JsonMapper();
  private long lastId;

  public JsonRpc(URI uri) {
    this.uri = uri;
    // HTTP/1.1: no upgrade dance on the first call.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  public URI uri() {
    return uri;
  }

  /** Calls a method and returns its result, which may be JSON null. */
  public JsonNode call(String method, Object... params)
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
    return new NodeUnreachableException(
        uri + ": something answers there, but " + why + "; check --rpc-url");
  }

  private JsonNode post(ObjectNode request) throws NodeUnreachableException {
    try {
      HttpRequest http =
          HttpRequest.newBuilder(uri)
              .timeout(ANSWER_TIMEOUT)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(request)))
              .build();
      HttpResponse<InputStream> response =
          client.send(http, HttpResponse.BodyHandlers.ofInputStream());
      return body(response);
    } catch (JsonProcessingException e) {
      throw foreign("its answer is not JSON");
    } catch (HttpTimeoutException e) {
      throw unreachable("it does not answer in time", e);
    } catch (ConnectException e) {
      boolean unknown = e.getCause() instanceof UnresolvedAddressException;
      throw unreachable(unknown ? "there is no such host" : "nothing listens there", e);
    } catch (IOException e) {
      throw unreachable(
          "the connection failed (" + bounded(String.valueOf(e.getMessage())) + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    }
  }

  private JsonNode body(HttpResponse<InputStream> response)
      throws IOException, NodeUnreachableException {
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw foreign("its answer is longer than any that was asked for");
      }
      JsonNode answer = mapper.readTree(bytes);
      if (answer == null || !answer.isObject()) {
        throw foreign("it does not answer as JSON-RPC does (HTTP " + response.statusCode() + ")");
      }
      return answer;
    }
  }

  private NodeUnreachableException unreachable(String why, Exception cause) {
    return new NodeUnreachableException(
        "no node at "
            + uri
            + ": "
            + why
            + "; start one with 'tetrarch up', or name another with --rpc-url",
        cause);
  }

  private static String bounded(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_ERROR_LENGTH ? line : line.substring(0, MAX_ERROR_LENGTH) + "…";
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
