package org.tetrarch.web.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.live.Announcements;
import org.tetrarch.web.port.TransactionPool;
import org.tetrarch.web.rpc.EthereumJson;
import org.tetrarch.web.rpc.RpcDispatcher;
import org.tetrarch.web.rpc.RpcEndpoint;

/** All WebSocket connections of a node. */
public final class RpcSocket implements Announcements.Listener {

  /** More connections than this are turned away. */
  static final int MAX_CONNECTIONS = 256;

  private static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

  // An idle subscriber answers these, which shows that it is still there.
  private static final int PING_SECONDS = 60;

  private final RpcDispatcher dispatcher;
  private final TransactionPool pool;
  private final Map<String, SocketSession> sessions = new ConcurrentHashMap<>();

  private RpcSocket(RpcDispatcher dispatcher, TransactionPool pool) {
    this.dispatcher = dispatcher;
    this.pool = pool;
  }

  /** The endpoint, which passes on what is announced from now on. */
  public static RpcSocket start(
      RpcDispatcher dispatcher, TransactionPool pool, Announcements announcements) {
    RpcSocket socket = new RpcSocket(dispatcher, pool);
    announcements.tell(socket);
    return socket;
  }

  /** Bounds what Jetty reads before any of this is asked. */
  public static void bound(JettyWebSocketServletFactory factory) {
    factory.setMaxTextMessageSize(RpcEndpoint.MAX_BODY_BYTES);
    factory.setMaxBinaryMessageSize(RpcEndpoint.MAX_BODY_BYTES);
    factory.setIdleTimeout(IDLE_LIMIT);
  }

  /** Adds the handlers of one path. */
  public void addTo(WsConfig path) {
    path.onConnect(this::open);
    path.onMessage(context -> receive(context, context.message().getBytes(StandardCharsets.UTF_8)));
    path.onBinaryMessage(context -> receive(context, bytes(context.data())));
    path.onClose(this::forget);
    path.onError(this::forget);
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }

  /** How many clients are connected. */
  public int connections() {
    return sessions.size();
  }

  private void open(WsConnectContext context) {
    if (sessions.size() >= MAX_CONNECTIONS) {
      context.closeSession(StatusCode.TRY_AGAIN_LATER, "too many connections");
      return;
    }
    context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
    sessions.put(
        context.sessionId(), new SocketSession(dispatcher, new SocketWriter(context.session)));
  }

  private void receive(WsContext context, byte[] message) throws InterruptedException {
    SocketSession session = sessions.get(context.sessionId());
    if (session != null) {
      session.receive(message);
    }
  }

  private void forget(WsContext context) {
    SocketSession session = sessions.remove(context.sessionId());
    if (session != null) {
      session.close();
    }
  }

  @Override
  public void newHead(BlockHeader header) {
    tell(Topic.NEW_HEADS, () -> Optional.of(EthereumJson.header(header)));
  }

  @Override
  public void pending(Hash transaction) {
    tell(Topic.PENDING_HASHES, () -> Optional.of(TextNode.valueOf(transaction.toHex())));
    tell(
        Topic.PENDING_TRANSACTIONS,
        () -> pool.find(transaction).map(EthereumJson::pendingTransaction));
  }

  /** What is told is written once for all. */
  private void tell(Topic topic, Supplier<Optional<JsonNode>> news) {
    List<SocketSession> listening =
        sessions.values().stream().filter(session -> session.listensTo(topic)).toList();
    if (listening.isEmpty()) {
      return;
    }
    news.get()
        .map(result -> new String(Json.write(result), StandardCharsets.UTF_8))
        .ifPresent(result -> listening.forEach(session -> session.tell(topic, result)));
  }
}
