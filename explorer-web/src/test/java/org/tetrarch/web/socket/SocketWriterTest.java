package org.tetrarch.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of texts when the other side reads slowly. */
final class SocketWriterTest {

  private final List<String> sent = new ArrayList<>();
  private final Deque<Callback> underWay = new ArrayDeque<>();
  private final List<Object> closes = new ArrayList<>();
  private final SocketWriter writer = new SocketWriter(session());

  /** A session whose other side reads only when the test completes the callback. */
  private Session session() {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments));
  }

  private @Nullable Object answer(String method, Object[] arguments) {
    switch (method) {
      case "sendText" -> {
        sent.add((String) arguments[0]);
        underWay.add((Callback) arguments[1]);
      }
      case "close" -> closes.add(arguments[0]);
      default -> throw new UnsupportedOperationException(method);
    }
    return null;
  }

  @Test
  void textsGoOutOneAfterTheOtherInOrder() {
    writer.send("a");
    writer.send("b");
    writer.send("c");
    assertThat(sent).containsExactly("a");
    underWay.remove().succeed();
    underWay.remove().succeed();
    assertThat(sent).containsExactly("a", "b", "c");
  }

  @Test
  void whoLeavesTooManyUnreadIsDisconnected() {
    for (int i = 0; i <= SocketWriter.MAX_UNREAD_MESSAGES; i++) {
      writer.send("x");
    }
    assertThat(closes).isEmpty();
    writer.send("one more");
    assertThat(closes).containsExactly(1008);
    underWay.remove().succeed();
    assertThat(sent).hasSize(1);
  }

  @Test
  void whoLeavesTooMuchUnreadIsDisconnected() {
    String large = "x".repeat((int) (SocketWriter.MAX_UNREAD / 2 + 1));
    writer.send(large);
    writer.send(large);
    assertThat(closes).isEmpty();
    writer.send(large);
    assertThat(closes).containsExactly(1008);
  }

  @Test
  void nothingIsSentAfterAFailure() {
    writer.send("a");
    writer.send("b");
    underWay.remove().fail(new IllegalStateException("gone"));
    writer.send("c");
    assertThat(sent).containsExactly("a");
  }
}
