package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.web.fake.BrokenChain;
import org.tetrarch.web.port.NodePorts;

/** JSON-RPC 2.0 as real clients speak it (RPC.md, "Traps seen"). */
final class RpcProtocolTest extends ServerTest {

  private static final String CHAIN_ID_CALL =
      """
      {"jsonrpc":"2.0","id":1,"method":"eth_chainId"}""";

  @Test
  void paramsMayBeMissingNullOrEmpty() throws Exception {
    for (String params : new String[] {"", ",\"params\":null", ",\"params\":[]"}) {
      JsonNode answer =
          client
              .post("/", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\"" + params + "}")
              .json();
      assertThat(answer.path("result").asText()).isEqualTo("0xbc01d");
    }
  }

  @Test
  void idComesBackAsItWasSent() throws Exception {
    for (String id : new String[] {"0", "\"seven\"", "null", "-3", "1.5", "12345678901234567890"}) {
      String call = CHAIN_ID_CALL.replace("\"id\":1", "\"id\":" + id);
      assertThat(client.post("/", call).raw().body()).contains("\"id\":" + id + ",");
    }
  }

  @Test
  void slashAndRpcAreTheSameEndpoint() throws Exception {
    assertThat(client.post("/rpc", CHAIN_ID_CALL).json())
        .isEqualTo(client.post("/", CHAIN_ID_CALL).json());
  }

  @Test
  void notificationIsCarriedOutAndGetsNoAnswer() throws Exception {
    Client.Answer answer =
        client.post("/", "{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\",\"params\":[]}");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.raw().body()).isEmpty();
  }

  @Test
  void batchIsAnsweredInOrderWithoutItsNotifications() throws Exception {
    JsonNode answers =
        client
            .post(
                "/",
                """
                [{"jsonrpc":"2.0","id":"a","method":"eth_blockNumber"},
                 {"jsonrpc":"2.0","method":"eth_chainId"},
                 7,
                 {"jsonrpc":"2.0","id":0,"method":"no_such"}]""")
            .json();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).path("id").asText()).isEqualTo("a");
    assertThat(answers.get(0).path("result").asText()).isEqualTo("0x0");
    assertThat(answers.get(1).path("error").path("code").asInt()).isEqualTo(-32600);
    assertThat(answers.get(1).path("id").isNull()).isTrue();
    assertThat(answers.get(2).path("id").asInt()).isZero();
    assertThat(answers.get(2).path("error").path("code").asInt()).isEqualTo(-32601);
  }

  @Test
  void batchOfNotificationsGetsNoAnswer() throws Exception {
    assertThat(client.post("/", "[{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}]").status())
        .isEqualTo(204);
  }

  @Test
  void batchesAreBounded() throws Exception {
    String hundred = String.join(",", Collections.nCopies(100, CHAIN_ID_CALL));
    assertThat(client.post("/", "[" + hundred + "]").json()).hasSize(100);
    JsonNode refused = client.post("/", "[" + hundred + "," + CHAIN_ID_CALL + "]").json();
    assertThat(refused.path("error").path("code").asInt()).isEqualTo(-32600);
    assertThat(refused.path("error").path("message").asText()).startsWith("batch too large");
    assertThat(client.post("/", "[]").json().path("error").path("message").asText())
        .isEqualTo("empty batch");
  }

  @Test
  void unknownMethodHasTheWordingThatClientsFallBackOn() throws Exception {
    assertThat(error("eth_fillTransaction", "[]"))
        .isEqualTo("-32601 the method eth_fillTransaction does not exist/is not available");
  }

  @Test
  void whatIsNoJsonIsAParseError() throws Exception {
    for (String body : new String[] {"{", "", "{} {}", "hello", "[".repeat(5000)}) {
      JsonNode error = client.post("/", body).json().path("error");
      assertThat(error.path("code").asInt()).as(body).isEqualTo(-32700);
    }
  }

  @Test
  void whatIsNoCallIsAnInvalidRequest() throws Exception {
    for (String body :
        new String[] {
          "{}", "7", "null", "\"x\"", "{\"id\":1,\"method\":7}", "{\"id\":{},\"method\":\"x\"}"
        }) {
      JsonNode error = client.post("/", body).json().path("error");
      assertThat(error.path("code").asInt()).as(body).isEqualTo(-32600);
    }
  }

  @Test
  void paramsByNameAreRefused() throws Exception {
    assertThat(error("eth_getBalance", "{\"address\":\"0x\"}")).isEqualTo("-32602 non-array args");
  }

  @Test
  void bodyBeyondOneMebibyteIsRefusedWhetherDeclaredOrChunked() throws Exception {
    byte[] large = new byte[(1 << 20) + 1];
    Client.Answer declared =
        client.send(
            client
                .request("/")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(large)));
    assertThat(declared.status()).isEqualTo(413);
    assertThat(declared.json().path("error").path("code").asInt()).isEqualTo(-32600);
    Client.Answer chunked =
        client.send(
            client
                .request("/")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large))));
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.header("Connection")).as("nobody may reuse it").contains("close");
  }

  @Test
  void bodyOfAnotherTypeIsRefusedSinceFormsOfForeignPagesHaveOne() throws Exception {
    Client.Answer answer =
        client.send(
            client
                .request("/")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(CHAIN_ID_CALL)));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void callsAreCountedByMethodAndUnknownOnesTogether() throws Exception {
    result("eth_chainId", "[]");
    error("no_such", "[]");
    error("no_other", "[]");
    assertThat(client.get("/metrics").raw().body())
        .contains("tetrarch_rpc_requests_seconds_count{method=\"eth_chainId\",outcome=\"ok\"} 1")
        .contains("tetrarch_rpc_requests_seconds_count{method=\"unknown\",outcome=\"error\"} 2");
  }

  @Test
  void failureInsideTheNodeSaysNothingOfItsInside() throws Exception {
    NodePorts broken = node.ports(new BrokenChain(), Optional.empty());
    try (WebServer other = WebServer.start(WebConfig.loopback(0), broken, meters);
        Client asking = new Client(other.port())) {
      JsonNode answer = asking.call("eth_blockNumber", "[]");
      assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32603);
      assertThat(answer.path("error").path("message").asText()).isEqualTo("internal error");
      Client.Answer rest = asking.get("/api/v1/blocks");
      assertThat(rest.status()).isEqualTo(500);
      assertThat(rest.raw().body()).doesNotContain("secret").doesNotContain("Exception");
    }
  }

  @Test
  void stoppedServerLeavesNoSubscriptionBehind() {
    assertThat(node.chain.listenerCount()).isEqualTo(1);
    server.close();
    assertThat(node.chain.listenerCount()).isZero();
  }
}
