package org.tetrarch.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server as programs do. */
final class Client implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  Client(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** An answer; {@code json} is a missing node when the body is not JSON. */
  record Answer(HttpResponse<String> raw, JsonNode json) {

    int status() {
      return raw.statusCode();
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> raw = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    boolean isJson = raw.headers().firstValue("Content-Type").orElse("").contains("json");
    return new Answer(raw, isJson ? MAPPER.readTree(raw.body()) : MAPPER.missingNode());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The whole answer to a JSON-RPC call; parameters are the JSON of the list. */
  JsonNode call(String method, String params) throws IOException, InterruptedException {
    return post(
            "/",
            """
            {"jsonrpc":"2.0","id":1,"method":"%s","params":%s}"""
                .formatted(method, params))
        .json();
  }

  /** The result of a JSON-RPC call that must succeed. */
  JsonNode result(String method, String params) throws IOException, InterruptedException {
    JsonNode answer = call(method, params);
    if (!answer.has("result")) {
      throw new AssertionError(method + params + " answered " + answer);
    }
    return answer.get("result");
  }

  /** Opens a stream of lines. */
  HttpResponse<java.util.stream.Stream<String>> lines(String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(base + path)).build(),
        HttpResponse.BodyHandlers.ofLines());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
