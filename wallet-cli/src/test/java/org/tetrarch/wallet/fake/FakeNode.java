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
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * One node of a {@link FakeChain} as HTTP shows it. Every transaction that it is sent is at once in
 * a final block of its own, unless the node is told otherwise.
 */
public final class FakeNode implements AutoCloseable {
  private static final long SINCE_MILLIS = 1_767_225_600_000L;
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final FakeChain chain;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Way> ways = new ConcurrentHashMap<>();
  private final Map<Hash, SignedTransaction> taken =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
  private volatile boolean holdsBack;
  private volatile int behind;

  /** How a method is answered instead of truthfully. */
  @FunctionalInterface
  private interface Way {
    void answer(HttpExchange exchange, JsonNode call) throws IOException;
  }

  /** With a chain of its own. */
  public FakeNode() throws IOException {
    this(new FakeChain());
  }

  public FakeNode(FakeChain chain) throws IOException {
    this.chain = chain;
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

  public FakeChain chain() {
    return chain;
  }

  /** What it was sent. */
  public List<SignedTransaction> transactions() {
    return List.copyOf(taken.values());
  }

  /** Keeps what it is sent from now on in its pool. */
  public void holdsBack() {
    holdsBack = true;
  }

  /** Executes what it held back, each in a final block of its own. */
  public void executes() {
    holdsBack = false;
    for (SignedTransaction transaction : transactions()) {
      if (chain.find(transaction.hash()) == null) {
        chain.execute(transaction);
      }
    }
  }

  /** Knows nothing of the newest {@code blocks} blocks. */
  public void isBehind(int blocks) {
    behind = blocks;
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
    ways.put(method, (exchange, call) -> reply(exchange, error(call, code, message)));
  }

  /** Answers a method truthfully but for this change. */
  public void changes(String method, Consumer<ObjectNode> change) {
    ways.put(
        method,
        (exchange, call) -> {
          ObjectNode result = (ObjectNode) known(method, call);
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
          var unused = known(method, call);
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

  private JsonNode known(String method, JsonNode call) {
    try {
      return Objects.requireNonNull(truth(method, call.get("params")), method);
    } catch (InvalidTransactionException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void waitUntilClosed() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      serveDocument(exchange);
      return;
    }
    JsonNode call = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (call.isArray()) {
      ArrayNode answers = NODES.arrayNode();
      call.forEach(one -> answers.add(answer(one)));
      reply(exchange, answers);
      return;
    }
    calls.add(call);
    Way way = ways.get(call.get("method").textValue());
    if (way != null) {
      way.answer(exchange, call);
    } else {
      reply(exchange, answer(call));
    }
  }

  private JsonNode answer(JsonNode call) {
    JsonNode result;
    try {
      result = truth(call.get("method").textValue(), call.get("params"));
    } catch (InvalidTransactionException | IllegalArgumentException e) {
      return error(call, -32_000, String.valueOf(e.getMessage()));
    }
    return result == null
        ? error(call, -32_601, "the method does not exist")
        : success(call, result);
  }

  private static ObjectNode error(JsonNode call, int code, String message) {
    ObjectNode answer = envelope(call);
    answer.putObject("error").put("code", code).put("message", message);
    return answer;
  }

  /** {@code /api/v1/KIND/ID}: such a kind can be told to be answered in another way, too. */
  private void serveDocument(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String kind = path[3];
    ObjectNode call = NODES.objectNode().put("method", kind).put("id", 0);
    call.putArray("params").add(path[4]);
    calls.add(call);
    Way way = ways.get(kind);
    if (way != null) {
      way.answer(exchange, call);
      return;
    }
    JsonNode document =
        kind.equals("accounts")
            ? account(Address.fromHex(path[4]))
            : transaction(Hash.fromHex(path[4]));
    if (document == null) {
      send(exchange, 404, new byte[0]);
    } else {
      reply(exchange, document);
    }
  }

  private @Nullable JsonNode truth(String method, JsonNode params)
      throws InvalidTransactionException {
    return switch (method) {
      case "eth_getTransactionCount" -> NODES.textNode("0x" + Long.toHexString(nonce(params)));
      case "eth_sendRawTransaction" -> NODES.textNode(take(params.get(0).textValue()).toHex());
      case "pbft_getHeaderProof" -> ProofDocuments.of(chain.headerProof(height()));
      case "pbft_getAccountProof" ->
          ProofDocuments.of(
              chain.accountProof(
                  Address.fromHex(params.get(0).textValue()),
                  params.has(1) ? Integer.decode(params.get(1).textValue()) : height()));
      case "pbft_getReceiptProof" -> receiptProof(hash(params));
      case "pbft_getTransactionStatus" -> status(hash(params));
      default -> null;
    };
  }

  private int height() {
    return Math.max(0, chain.height() - behind);
  }

  private static Hash hash(JsonNode params) {
    return Hash.fromHex(params.get(0).textValue());
  }

  private long nonce(JsonNode params) {
    Address address = Address.fromHex(params.get(0).textValue());
    long executed = chain.account(address, height()).nonce();
    return executed
        + transactions().stream()
            .filter(transaction -> transaction.sender().equals(address))
            .filter(transaction -> transaction.nonce() >= executed)
            .count();
  }

  private Hash take(String raw) throws InvalidTransactionException {
    SignedTransaction transaction =
        FakeChain.GENESIS.rules().decode(HexFormat.of().parseHex(raw.substring(2)));
    taken.put(transaction.hash(), transaction);
    if (!holdsBack && chain.find(transaction.hash()) == null) {
      chain.execute(transaction);
    }
    return transaction.hash();
  }

  private boolean isExecuted(Hash hash) {
    return chain.heightOf(hash).filter(height -> height <= height()).isPresent();
  }

  private JsonNode receiptProof(Hash hash) {
    return isExecuted(hash)
        ? ProofDocuments.of(chain.receiptProof(hash).orElseThrow())
        : NullNode.instance;
  }

  private ObjectNode status(Hash hash) {
    ObjectNode status = NODES.objectNode();
    if (isExecuted(hash)) {
      return status.put("status", "final").put("blockNumber", chain.heightOf(hash).orElseThrow());
    }
    if (!taken.containsKey(hash)) {
      return status.put("status", "unknown");
    }
    status.putArray("heldBy").add("node0").add("node2");
    return status.put("status", "pending").put("sinceMillis", SINCE_MILLIS);
  }

  private @Nullable JsonNode transaction(Hash hash) {
    SignedTransaction known = isExecuted(hash) ? chain.find(hash) : taken.get(hash);
    if (known == null) {
      return null;
    }
    ObjectNode document = NODES.objectNode().put("hash", hash.toHex());
    document.set("status", status(hash).get("status"));
    document.putObject("content").put("raw", ProofDocuments.hex(known.encoded()));
    return document;
  }

  /** In one page, whatever was asked for. */
  private JsonNode account(Address address) {
    ObjectNode document = NODES.objectNode().put("address", address.checksummed());
    ArrayNode items = document.putObject("history").putArray("items");
    for (SignedTransaction transaction : chain.history(address)) {
      if (isExecuted(transaction.hash())) {
        items
            .addObject()
            .put("hash", transaction.hash().toHex())
            .put("from", transaction.sender().checksummed())
            .put("nonce", transaction.nonce());
      }
    }
    return document;
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
