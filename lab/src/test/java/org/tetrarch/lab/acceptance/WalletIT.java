package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The wallet trusts no single node: four real processes, one of which lies to it. */
@TestMethodOrder(OrderAnnotation.class)
class WalletIT {
  private static final String ALICE = "0x00000000000000000000000000000000000000A1";
  private static final String LIAR = "node3";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path home;

  @SuppressWarnings("NullAway.Init")
  private static LiveNetwork network;

  @SuppressWarnings("NullAway.Init")
  private static String hash;

  @BeforeAll
  static void up() throws IOException {
    network = new LiveNetwork(home);
    LiveNetwork.Ran up =
        network.node("up", "--detach", "--port-offset", Integer.toString(LiveNetwork.PORT_OFFSET));
    assertThat(up.code()).as(up.output()).isZero();
  }

  @AfterAll
  static void down() throws IOException {
    network.close();
  }

  private static String wallet(int code, String... arguments) throws IOException {
    LiveNetwork.Ran ran = network.wallet(arguments);
    assertThat(ran.code()).as(ran.output()).isEqualTo(code);
    return ran.output();
  }

  /** Asked of all four nodes, which the wallet finds by itself. */
  private static String wallet(String... arguments) throws IOException {
    return wallet(0, arguments);
  }

  private static String file(String name) {
    return home.resolve(name).toString();
  }

  @Test
  @Order(1)
  void theWalletFindsTheNetworkThatRunsHereAndSaysWhoProvedWhat() throws IOException {
    String sent = wallet("send", "--from", "dev0", ALICE, "1.5", "--yes", "--json");
    JsonNode json = JSON.readTree(sent);
    hash = json.get("hash").textValue();
    System.out.println("WalletIT: " + json.get("millisToFinal") + " ms to a verified receipt");
    assertThat(json.get("final").booleanValue()).isTrue();
    assertThat(json.at("/certificate/signers").size()).isGreaterThanOrEqualTo(LiveNetwork.QUORUM);
    assertThat(json.get("nodes")).hasSize(LiveNetwork.NODES);
    assertThat(json.at("/nodes/3/name").textValue()).isEqualTo(LIAR);

    assertThat(wallet("balance", ALICE)).contains(" 1.5\n", "certified by node");
  }

  @Test
  @Order(2)
  void whereOneOfFourLiesNothingFalseIsShownAndItIsNamed() throws Exception {
    await().until(() -> network.get(3, "/api/v1/network").at("/head/certifiedHeight").asLong() > 0);
    network.behave(3, "lying-reads");

    String named = "warning: " + LIAR + " (" + LiveNetwork.url(3) + ") lies: ";
    assertThat(wallet("balance", ALICE)).contains(" 1.5\n", named).doesNotContain("1001.5");
    assertThat(wallet("tx", hash)).contains("status  final: certified by", "1.5 TET", named);
    assertThat(wallet("receipt", hash, "-o", file("receipt.json"))).contains("Wrote ", named);
    assertThat(wallet("history", ALICE)).contains("1 transfer, and no more").doesNotContain("1001");
    String sent = wallet("send", "--from", "dev1", ALICE, "1", "--yes");
    assertThat(sent).contains("Final in ", named);
  }

  @Test
  @Order(3)
  void theReceiptIsCheckedWithTheGenesisFileAlone() throws IOException {
    String genesis = file("networks/local-4/genesis.json");

    assertThat(wallet("verify", file("receipt.json"), "--genesis", genesis))
        .contains("status  final: certified by", "amount  1.5 TET");
  }

  @Test
  @Order(4)
  void whereTheOnlyNodeLiesItIsRefusedWithTheReason() throws IOException {
    String[][] commands = {
      {"balance", ALICE},
      {"tx", hash},
      {"receipt", hash},
      {"history", ALICE},
      {"send", "--from", "dev2", ALICE, "1", "--yes"}
    };
    for (String[] command : commands) {
      String[] asked = new String[command.length + 2];
      System.arraycopy(command, 0, asked, 0, command.length);
      asked[command.length] = "--rpc-url";
      asked[command.length + 1] = LiveNetwork.url(3);

      assertThat(wallet(1, asked))
          .startsWith("error: " + LIAR + " (" + LiveNetwork.url(3) + ") lies: ")
          .hasLineCount(1);
    }
  }

  /** What a liar hands out does not become true by being kept. */
  @Test
  @Order(5)
  void aReceiptFromTheLiarItselfIsRefused() throws IOException {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"pbft_getReceiptProof\",\"params\":[\"%s\"]}"
            .formatted(hash);
    JsonNode document = JSON.readTree(network.rpc(3, call)).get("result");
    assertThat(document.get("transactionHash").textValue()).isEqualTo(hash);
    Files.writeString(
        home.resolve("false.json"), document.toPrettyString().replace("\" : ", "\": ") + "\n");

    assertThat(wallet(1, "verify", file("false.json"))).contains("proves nothing: ");

    network.behave(3, "");
    assertThat(wallet("balance", ALICE)).contains(" 2.5\n").doesNotContain("warning");
  }

  @Test
  @Order(6)
  void aTransferWithoutAQuorumIsPendingWhereItIsAndFinalAfterwards() throws IOException {
    assertThat(network.node("node", "kill", "node2").code()).isZero();
    assertThat(network.node("node", "kill", LIAR).code()).isZero();
    String sent = wallet("send", "--from", "dev2", ALICE, "1", "--yes", "--no-wait", "--json");
    String pending = JSON.readTree(sent).get("hash").textValue();

    assertThat(wallet("tx", pending))
        .containsPattern("status  (pending|inBatch): ")
        .contains("node0", "node1", "from    dev2", "sent    from here, ")
        .contains("warning: no node at " + LIAR);

    assertThat(network.node("node", "start", "node2").code()).isZero();
    assertThat(network.node("node", "start", LIAR).code()).isZero();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> wallet("tx", pending).contains("status  final: certified by"));
  }
}
