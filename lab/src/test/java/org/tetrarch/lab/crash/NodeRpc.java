package org.tetrarch.lab.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** JSON-RPC and REST of the nodes; one that is dead, paused or busy answers with an exception. */
final class NodeRpc {
  /** The most calls that a node takes in one body. */
  static final int CALLS = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<String> urls;

  NodeRpc(List<String> urls) {
    this.urls = List.copyOf(urls);
  }

  /** Calls one method once for each parameter; the answers in that order, results and errors. */
  List<JsonNode> call(int node, String method, List<String> parameters) throws IOException {
    if (parameters.isEmpty()) {
      return List.of();
    }
    ArrayNode calls = JSON.createArrayNode();
    for (String parameter : parameters) {
      ObjectNode call = calls.addObject().put("jsonrpc", "2.0").put("method", method);
      call.put("id", calls.size() - 1).putArray("params").add(parameter);
    }
    HttpRequest request =
        at(node, "/")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(calls)))
            .build();
    List<JsonNode> answers = new ArrayList<>();
    for (JsonNode answer : send(request)) {
      if (answer.path("id").asInt(-1) != answers.size()) {
        throw new IOException(request + " is answered out of order");
      }
      answers.add(answer);
    }
    if (answers.size() != parameters.size()) {
      throw new IOException(request + " is answered in part");
    }
    return answers;
  }

  JsonNode get(int node, String path) throws IOException {
    return send(at(node, path).build());
  }

  private HttpRequest.Builder at(int node, String path) {
    return HttpRequest.newBuilder(URI.create(urls.get(node) + path)).timeout(PATIENCE);
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw new IOException(request + " is answered with " + response.statusCode());
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
