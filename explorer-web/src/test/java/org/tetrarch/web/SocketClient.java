package org.tetrarch.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that reads one message at a time, when it is told to. */
final class SocketClient implements AutoCloseable, WebSocket.Listener {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;

  SocketClient(int port, String path) {
    this(port, path, "");
  }

  /** Names an origin, as browsers do, unless it is empty. */
  SocketClient(int port, String path, String origin) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      received.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    ends.add(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    ends.add(-1);
  }

  void send(String message) {
    socket.sendText(message, true).join();
  }

  /** The next message. */
  JsonNode next() throws IOException, InterruptedException {
    String text = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("nothing came");
    }
    return MAPPER.readTree(text);
  }

  /** Calls a method; nothing but its answer may come. */
  JsonNode call(String method, String params) throws IOException, InterruptedException {
    send(
        """
        {"jsonrpc":"2.0","id":7,"method":"%s","params":%s}"""
            .formatted(method, params));
    JsonNode answer = next();
    if (answer.path("id").intValue() != 7) {
      throw new AssertionError("came instead of the answer: " + answer);
    }
    return answer;
  }

  /** Subscribes, and returns the id. */
  String subscribe(String params) throws IOException, InterruptedException {
    return call("eth_subscribe", params).get("result").asText();
  }

  /** The news that comes next, which must be for this subscription. */
  JsonNode news(String subscription) throws IOException, InterruptedException {
    JsonNode message = next();
    boolean expected =
        message.path("method").asText().equals("eth_subscription")
            && message.at("/params/subscription").asText().equals(subscription);
    if (!expected) {
      throw new AssertionError("not news for " + subscription + ": " + message);
    }
    return message.at("/params/result");
  }

  /** The code with which the server ends the connection. */
  int closed() throws InterruptedException {
    Integer code = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (code == null) {
      throw new AssertionError("the connection is still open");
    }
    return code;
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
