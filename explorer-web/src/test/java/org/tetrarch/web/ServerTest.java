package org.tetrarch.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.port.NodePorts;

/** Each test has a server of its own, on a free port, in front of a node in memory. */
abstract class ServerTest {

  final FakeNode node = new FakeNode();
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  WebServer server;
  Client client;

  @BeforeEach
  void startServer() throws WebServerException {
    server = WebServer.start(WebConfig.loopback(0), ports(), meters, clock());
    client = new Client(server.port());
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.close();
  }

  NodePorts ports() {
    return node.ports();
  }

  InstantSource clock() {
    return InstantSource.system();
  }

  JsonNode result(String method, String params) throws Exception {
    return client.result(method, params);
  }

  /** The code and message of a call that must fail. */
  String error(String method, String params) throws Exception {
    JsonNode answer = client.call(method, params);
    JsonNode error = answer.path("error");
    return error.path("code").asText("no error: " + answer) + " " + error.path("message").asText();
  }
}
