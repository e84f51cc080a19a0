package org.tetrarch.node.localnet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.Validator;
import org.tetrarch.genesis.network.NodeConfig;

/**
 * A process that takes a node's arguments and serves what the commands around it ask for: these are
 * tested here, not the node. A file {@code broken} in its data directory makes it end at once, a
 * file {@code stubborn} makes it ignore SIGTERM.
 */
public final class StandInNode {
  private static final JsonMapper MAPPER = new JsonMapper();

  private StandInNode() {}

  public static void main(String[] arguments) throws Exception {
    int offset = Integer.parseInt(arguments[2]);
    NodeConfig config = NodeConfig.read(Path.of(arguments[0])).withPortOffset(offset);
    Path data = Files.createDirectories(Path.of(arguments[1]));
    System.out.println("stand-in " + config.name() + " " + String.join(" ", arguments));
    if (Files.exists(data.resolve("broken"))) {
      System.out.println("the disk is full");
      System.exit(1);
    }
    if (Files.exists(data.resolve("stubborn"))) {
      ignoreTermination();
    }
    Genesis genesis = GenesisFile.read(config.genesisFile());
    var address = new InetSocketAddress(config.http().host(), config.http().port());
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/health", exchange -> answer(exchange, MAPPER.createObjectNode()));
    server.createContext("/ready", exchange -> answer(exchange, MAPPER.createObjectNode()));
    server.createContext("/api/v1/network", exchange -> answer(exchange, network(genesis, config)));
    server.createContext(
        "/api/v1/accounts",
        exchange -> answer(exchange, MAPPER.createObjectNode().put("balance", "7")));
    server.start();
  }

  /** A shutdown hook that never returns keeps the process until it is killed. */
  private static void ignoreTermination() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  while (!Thread.interrupted()) {
                    Thread.onSpinWait();
                  }
                }));
  }

  static ObjectNode network(Genesis genesis, NodeConfig config) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("view", 0).put("primary", 0).put("quorumPresent", true);
    root.putObject("head").put("height", 3).put("certifiedHeight", 2);
    root.putObject("node").put("name", config.name());
    for (Validator validator : genesis.validators()) {
      root.withArray("/replicas")
          .addObject()
          .put("name", validator.name())
          .put("self", validator.name().equals(config.name()))
          .put("state", "normal");
    }
    return root;
  }

  private static void answer(HttpExchange exchange, ObjectNode document) throws IOException {
    byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
