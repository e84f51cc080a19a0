package org.tetrarch.web.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.tetrarch.web.rpc.RpcDispatcher;
import org.tetrarch.web.rpc.RpcException;
import org.tetrarch.web.rpc.RpcMethod;
import org.tetrarch.web.rpc.RpcParams;
import org.tetrarch.web.rpc.RpcScope;

/** One connection: its calls under way and its subscriptions. */
final class SocketSession {

  /** Calls that run at once; while so many do, nothing more is read from the connection. */
  static final int MAX_CALLS = 32;

  static final int MAX_SUBSCRIPTIONS = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final RpcDispatcher dispatcher;
  private final SocketWriter writer;
  private final Semaphore calls = new Semaphore(MAX_CALLS);
  private final ReentrantLock lock = new ReentrantLock();

  /** By id; the lock guards them. */
  private final Map<String, Topic> subscriptions = new LinkedHashMap<>();

  SocketSession(RpcDispatcher dispatcher, SocketWriter writer) {
    this.dispatcher = dispatcher;
    this.writer = writer;
  }

  /** Takes a message, and waits while too many are being answered. */
  void receive(byte[] message) throws InterruptedException {
    calls.acquire();
    Thread.ofVirtual()
        .name("web-socket-call")
        .start(
            () -> {
              try {
                answer(message);
              } finally {
                calls.release();
              }
            });
  }

  private void answer(byte[] message) {
    Call call = new Call();
    Optional<byte[]> answer = dispatcher.answer(message, call);
    lock.lock();
    try {
      answer.ifPresent(bytes -> writer.send(new String(bytes, StandardCharsets.UTF_8)));
      // News can only follow the answer that names the subscription.
      call.opened.forEach(subscriptions::putIfAbsent);
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody here wants news of this kind. */
  boolean listensTo(Topic topic) {
    lock.lock();
    try {
      return subscriptions.containsValue(topic);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Passes news on.
   *
   * @param result JSON
   */
  void tell(Topic topic, String result) {
    lock.lock();
    try {
      subscriptions.forEach(
          (id, subscribed) -> {
            if (subscribed == topic) {
              writer.send(notification(id, result));
            }
          });
    } finally {
      lock.unlock();
    }
  }

  private static String notification(String id, String result) {
    return """
    {"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"%s","result":%s}}"""
        .formatted(id, result);
  }

  void close() {
    writer.close();
  }

  /** The methods that concern the connection, within one message. */
  private final class Call implements RpcScope {
    private final Map<String, Topic> opened = new LinkedHashMap<>();

    @Override
    public Optional<RpcMethod> find(String name) {
      return switch (name) {
        case RpcScope.SUBSCRIBE -> Optional.of(this::subscribe);
        case RpcScope.UNSUBSCRIBE -> Optional.of(this::unsubscribe);
        default -> Optional.empty();
      };
    }

    private JsonNode subscribe(RpcParams params) throws RpcException {
      Topic topic = Topic.of(params);
      lock.lock();
      try {
        if (subscriptions.size() + opened.size() >= MAX_SUBSCRIPTIONS) {
          throw RpcException.limitExceeded(
              "too many subscriptions: at most " + MAX_SUBSCRIPTIONS + " a connection");
        }
      } finally {
        lock.unlock();
      }
      byte[] random = new byte[16];
      RANDOM.nextBytes(random);
      String id = "0x" + HexFormat.of().formatHex(random);
      opened.put(id, topic);
      return TextNode.valueOf(id);
    }

    private JsonNode unsubscribe(RpcParams params) throws RpcException {
      String id = params.required(0).asText();
      lock.lock();
      try {
        if (subscriptions.remove(id) == null && opened.remove(id) == null) {
          throw RpcException.server("subscription not found");
        }
      } finally {
        lock.unlock();
      }
      return BooleanNode.TRUE;
    }
  }
}
