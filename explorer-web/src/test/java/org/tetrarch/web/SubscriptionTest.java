package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.fake.FakeNode;

/** JSON-RPC over WebSocket. */
final class SubscriptionTest extends ServerTest {

  private SocketClient socket;

  @BeforeEach
  void connect() {
    socket = new SocketClient(server.port(), "/");
  }

  @AfterEach
  void disconnect() {
    socket.close();
  }

  @Test
  void callsAndBatchesAreAnsweredAsOverHttp() throws Exception {
    assertThat(socket.call("eth_chainId", "[]").get("result").asText()).isEqualTo("0xbc01d");
    assertThat(socket.call("eth_nothing", "[]").at("/error/message").asText())
        .isEqualTo("the method eth_nothing does not exist/is not available");
    socket.send("{");
    assertThat(socket.next().at("/error/code").intValue()).isEqualTo(-32700);
    socket.send(
        """
        [{"jsonrpc":"2.0","id":1,"method":"eth_chainId"},
         {"jsonrpc":"2.0","id":2,"method":"eth_blockNumber"}]""");
    assertThat(socket.next()).hasSize(2);
    try (SocketClient other = new SocketClient(server.port(), "/rpc")) {
      assertThat(other.call("eth_blockNumber", "[]").get("result").asText()).isEqualTo("0x0");
    }
  }

  @Test
  void newHeadsComeOnceAndInOrderWithTheFieldsOfABlock() throws Exception {
    String id = socket.subscribe("[\"newHeads\"]");
    for (int height = 1; height <= 3; height++) {
      node.chain.execute(FakeNode.aliceToBob(height - 1, 1));
      JsonNode head = socket.news(id);
      JsonNode block = result("eth_getBlockByNumber", "[\"0x" + height + "\", false]");
      head.fieldNames()
          .forEachRemaining(name -> assertThat(head.get(name)).as(name).isEqualTo(block.get(name)));
      assertThat(head).hasSize(18);
    }
  }

  @Test
  void pendingTransactionsComeAsHashesOrWhole() throws Exception {
    String hashes = socket.subscribe("[\"newPendingTransactions\"]");
    SignedTransaction transfer = FakeNode.aliceToBob(0, 1);
    node.pool.submit(transfer);
    assertThat(socket.news(hashes).asText()).isEqualTo(transfer.hash().toHex());
    assertThat(socket.call("eth_unsubscribe", "[\"" + hashes + "\"]").get("result").asBoolean())
        .isTrue();

    String whole = socket.subscribe("[\"newPendingTransactions\", true]");
    SignedTransaction next = FakeNode.aliceToBob(1, 1);
    node.pool.submit(next);
    JsonNode told = socket.news(whole);
    assertThat(told.get("hash").asText()).isEqualTo(next.hash().toHex());
    assertThat(told.get("blockHash").isNull()).isTrue();
  }

  @Test
  void nothingComesAfterUnsubscribing() throws Exception {
    String first = socket.subscribe("[\"newHeads\"]");
    String second = socket.subscribe("[\"newHeads\"]");
    assertThat(second).isNotEqualTo(first);
    socket.call("eth_unsubscribe", "[\"" + first + "\"]");
    node.chain.execute();
    socket.news(second);
    assertThat(socket.call("eth_unsubscribe", "[\"" + first + "\"]").at("/error/message").asText())
        .isEqualTo("subscription not found");
  }

  @Test
  void whatIsNotThereCannotBeSubscribedTo() throws Exception {
    JsonNode error = socket.call("eth_subscribe", "[\"gossip\"]").get("error");
    assertThat(error.get("code").intValue()).isEqualTo(-32601);
    assertThat(error.get("message").asText())
        .isEqualTo("no \"gossip\" subscription in eth namespace");
    assertThat(socket.call("eth_subscribe", "[]").at("/error/code").intValue()).isEqualTo(-32602);
    assertThat(error("eth_subscribe", "[\"newHeads\"]"))
        .isEqualTo("-32601 notifications not supported");
  }

  @Test
  void subscriptionsOfAConnectionAreBounded() throws Exception {
    TreeSet<String> ids = new TreeSet<>();
    for (int i = 0; i < 32; i++) {
      ids.add(socket.subscribe("[\"logs\", {}]"));
    }
    assertThat(ids).hasSize(32);
    assertThat(socket.call("eth_subscribe", "[\"logs\"]").at("/error/code").intValue())
        .isEqualTo(-32005);
    socket.call("eth_unsubscribe", "[\"" + ids.first() + "\"]");
    socket.subscribe("[\"logs\"]");
  }

  @Test
  void manyCallsAtOnceAreAllAnswered() throws Exception {
    for (int i = 0; i < 500; i++) {
      socket.send(
          """
          {"jsonrpc":"2.0","id":%d,"method":"eth_blockNumber"}"""
              .formatted(i));
    }
    TreeSet<Integer> answered = new TreeSet<>();
    for (int i = 0; i < 500; i++) {
      answered.add(socket.next().get("id").intValue());
    }
    assertThat(answered).hasSize(500);
  }

  @Test
  void aMessageThatIsTooLongEndsTheConnection() throws Exception {
    socket.send(" ".repeat((1 << 20) + 1));
    assertThat(socket.closed()).isEqualTo(1009);
  }

  @Test
  void pagesOfOtherSitesCannotConnect() {
    assertThatThrownBy(() -> new SocketClient(server.port(), "/", "https://example.org"))
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(WebSocketHandshakeException.class))
        .satisfies(refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    new SocketClient(server.port(), "/", "http://localhost:3000").close();
  }

  @Test
  void aClientThatLeftIsForgotten() {
    String series = "tetrarch_web_sockets 1.0";
    Awaitility.await().until(() -> client.get("/metrics").raw().body().contains(series));
    socket.close();
    String none = "tetrarch_web_sockets 0.0";
    Awaitility.await().until(() -> client.get("/metrics").raw().body().contains(none));
  }
}
