package org.tetrarch.wallet.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;

/**
 * One node of the ready-made network as JSON-RPC shows it. Every transaction that it is sent is at
 * once in block {@value #HEIGHT}, which node0, node1 and node2 certify, unless it is told
 * otherwise.
 */
public final class FakeNode implements AutoCloseable {
  public static final Genesis GENESIS = DevelopmentNetwork.create(4, 10).genesis();
  public static final long HEIGHT = 7;
  public static final Hash BLOCK = Hash.fromHex("0x" + "ab".repeat(32));

  private static final Hash GENESIS_HASH = GENESIS.hash();
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Way> ways = new ConcurrentHashMap<>();
  private final Map<Hash, SignedTransaction> transactions = new ConcurrentHashMap<>();
  private final List<JsonNode> calls = new CopyOnWriteArrayList<>();

  /** How a method is answered instead of truthfully. */
  @FunctionalInterface
  private interface Way {
    void answer(HttpExchange exchange, JsonNode call) throws IOException;
  }

  public FakeNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The methods that were called, in order. */
  public List<String> methods() {
    return calls.stream().map(call -> call.get("method").textValue()).toList();
  }

  /** Everything that was sent to it, as text. */
  public String heard() {
    return calls.toString();
  }

  public List<SignedTransaction> transactions() {
    return List.copyOf(transactions.values());
  }

  /** Answers a method with this from now on. */
  public void answers(String method, JsonNode result) {
    ways.put(method, (exchange, call) -> reply(exchange, success(call, result)));
  }

  public void answers(String method, String result) {
    answers(method, TextNode.valueOf(result));
  }

  public void answersNull(String method) {
    answers(method, NullNode.instance);
  }

  /** Answers a method with an error from now on. */
  public void refuses(String method, int code, String message) {
    ways.put(
        method,
        (exchange, call) -> {
          ObjectNode answer = envelope(call);
          answer.putObject("error").put("code", code).put("message", message);
          reply(exchange, answer);
        });
  }

  /** Answers a method truthfully but for this change. */
  public void changes(String method, Consumer<ObjectNode> change) {
    ways.put(
        method,
        (exchange, call) -> {
          JsonNode truth = truth(method, call.get("params"));
          ObjectNode result = (ObjectNode) Objects.requireNonNull(truth, method);
          change.accept(result);
          reply(exchange, success(call, result));
        });
  }

  /** Answers a method with these bytes, whatever they are. */
  public void answersRaw(String method, int status, byte[] body) {
    ways.put(method, (exchange, call) -> send(exchange, status, body));
  }

  /** Takes what comes with a method but closes the connection instead of answering. */
  public void breaksOff(String method) {
    ways.put(
        method,
        (exchange, call) -> {
          var unused = truth(method, call.get("params"));
          exchange.close();
        });
  }

  /** Begins to answer and never ends. */
  public void hangs(String method) {
    ways.put(
        method,
        (exchange, call) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          waitUntilClosed();
        });
  }

  /** Answers a method truthfully again. */
  public void isHonestAbout(String method) {
    ways.remove(method);
  }

  private void waitUntilClosed() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode call = JSON.readTree(exchange.getRequestBody().readAllBytes());
    calls.add(call);
    String method = call.get("method").textValue();
    Way way = ways.get(method);
    if (way != null) {
      way.answer(exchange, call);
      return;
    }
    JsonNode result = truth(method, call.get("params"));
    if (result == null) {
      ObjectNode answer = envelope(call);
      answer.putObject("error").put("code", -32601).put("message", "the method does not exist");
      reply(exchange, answer);
      return;
    }
    reply(exchange, success(call, result));
  }

  private @Nullable JsonNode truth(String method, JsonNode params) {
    return switch (method) {
      case "eth_chainId" -> NODES.textNode("0x" + Long.toHexString(GENESIS.chainId()));
      case "eth_getBlockByNumber" ->
          NODES.objectNode().put("hash", GENESIS_HASH.toHex()).put("baseFeePerGas", "0x3b9aca00");
      case "eth_getBalance" -> hex(balance(Address.fromHex(params.get(0).textValue())));
      case "eth_getTransactionCount" -> NODES.textNode("0x5");
      case "eth_sendRawTransaction" -> NODES.textNode(take(params.get(0).textValue()).toHex());
      case "eth_getTransactionReceipt" -> known(params) == null ? NullNode.instance : receipt();
      case "eth_getTransactionByHash" -> transaction(known(params));
      case "pbft_getCertificate" -> certificate(HEIGHT, BLOCK, 0, 1, 2);
      case "pbft_getTransactionStatus" ->
          NODES.objectNode().put("status", known(params) == null ? "unknown" : "final");
      default -> null;
    };
  }

  private static Wei balance(Address address) {
    var allocation = GENESIS.alloc().get(address);
    return allocation == null ? Wei.ZERO : allocation.balance();
  }

  private Hash take(String raw) {
    try {
      SignedTransaction transaction =
          TransactionDecoder.decode(HexFormat.of().parseHex(raw.substring(2)), GENESIS.chainId());
      transactions.put(transaction.hash(), transaction);
      return transaction.hash();
    } catch (InvalidTransactionException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private @Nullable SignedTransaction known(JsonNode params) {
    return transactions.get(Hash.fromHex(params.get(0).textValue()));
  }

  private static ObjectNode receipt() {
    return NODES
        .objectNode()
        .put("blockNumber", "0x" + Long.toHexString(HEIGHT))
        .put("blockHash", BLOCK.toHex())
        .put("status", "0x1")
        .put("gasUsed", "0x5208")
        .put("effectiveGasPrice", "0x3b9aca00");
  }

  private static JsonNode transaction(@Nullable SignedTransaction transaction) {
    if (transaction == null) {
      return NullNode.instance;
    }
    return NODES
        .objectNode()
        .put("hash", transaction.hash().toHex())
        .put("from", transaction.sender().toHex())
        .put("to", transaction.to().toHex())
        .put("value", "0x" + transaction.value().value().toString(16))
        .put("nonce", "0x" + Long.toHexString(transaction.nonce()));
  }

  /** A certificate as the REST documents show it, truly signed by these validators. */
  public static ObjectNode certificate(long height, Hash block, int... signers) {
    Hash statement = CheckpointStatement.of(GENESIS.signingDomain(), height, block).signingHash();
    ObjectNode document = NODES.objectNode();
    document.put("height", height).put("blockHash", block.toHex());
    document.put("quorum", 3).put("total", 4);
    ArrayNode list = document.putArray("signers");
    for (int index : signers) {
      PrivateKey key = DevelopmentNetwork.nodeKey(index);
      list.addObject()
          .put("index", index)
          .put("name", "node" + index)
          .put("signature", key.sign(statement).toHex());
    }
    return document;
  }

  private static JsonNode hex(Wei wei) {
    return NODES.textNode("0x" + wei.value().toString(16));
  }

  private static ObjectNode envelope(JsonNode call) {
    return NODES.objectNode().put("jsonrpc", "2.0").set("id", call.get("id"));
  }

  private static ObjectNode success(JsonNode call, JsonNode result) {
    return envelope(call).set("result", result);
  }

  private static void reply(HttpExchange exchange, JsonNode answer) throws IOException {
    send(exchange, 200, JSON.writeValueAsBytes(answer));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
