package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.crypto.Address;

/** What a newcomer does with four real processes, in that order; one network for all of it. */
@TestMethodOrder(OrderAnnotation.class)
class LocalNetworkIT {
  private static final String ALICE = "0x00000000000000000000000000000000000000A1";
  private static final String BOB = "0x00000000000000000000000000000000000000b2";
  private static final BigInteger COIN = BigInteger.TEN.pow(18);

  @TempDir static Path home;

  @SuppressWarnings("NullAway.Init")
  private static LiveNetwork network;

  @BeforeAll
  static void up() throws IOException {
    network = new LiveNetwork(home);
    LiveNetwork.Ran up =
        network.node("up", "--detach", "--port-offset", Integer.toString(LiveNetwork.PORT_OFFSET));
    assertThat(up.code()).as(up.output()).isZero();
    assertThat(up.output()).contains("4 nodes").contains("dev0");
  }

  @AfterAll
  static void down() throws IOException {
    network.close();
  }

  @Test
  @Order(1)
  void aTransferIsFinalWithThreeSignaturesAndEqualOnAllNodes() throws IOException {
    sent(0, "dev0", ALICE, "1.5");

    await().atMost(Duration.ofSeconds(10)).until(LocalNetworkIT::allAtTheSameBlock);
    for (int node = 0; node < 4; node++) {
      assertThat(balance(node, ALICE))
          .isEqualTo(COIN.multiply(BigInteger.valueOf(3)).shiftRight(1));
    }
  }

  @Test
  @Order(2)
  void balancesAndBurntFeesAddUpToTheGenesisSupply() throws IOException {
    assertSupplyHolds();
  }

  @Test
  @Order(3)
  void theNextTransferIsFinalAfterThePrimaryIsKilledAndItCatchesUp() throws IOException {
    int killed = primary(0);
    assertThat(network.node("node", "kill", "node" + killed).code()).isZero();

    sent((killed + 1) % 4, "dev1", ALICE, "1");
    assertThat(primary((killed + 1) % 4)).isNotEqualTo(killed);

    LiveNetwork.Ran started = network.node("node", "start", "node" + killed);
    assertThat(started.code()).as(started.output()).isZero();
    await().atMost(Duration.ofSeconds(30)).until(LocalNetworkIT::allAtTheSameBlock);
    assertThat(log(killed)).contains("replayed");
  }

  @Test
  @Order(4)
  void anEquivocatingPrimaryIsProvenAndFoolsNobody() throws IOException {
    int primary = primary(0);
    assertThat(network.lab("malicious", "node" + primary, "equivocate").code()).isZero();
    sent((primary + 1) % 4, "dev2", ALICE, "1");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> evidenceAgainst(primary) && allAtTheSameBlock());
    assertThat(network.lab("honest", "node" + primary).code()).isZero();
  }

  @Test
  @Order(5)
  void aSilentPrimaryIsReplaced() throws IOException {
    int primary = primary(0);
    assertThat(network.lab("malicious", "node" + primary, "silent").code()).isZero();

    sent((primary + 1) % 4, "dev3", ALICE, "1");
    assertThat(network.lab("honest", "node" + primary).code()).isZero();
  }

  @Test
  @Order(6)
  void withMoreThanFFaultsNothingBecomesFinalAndTheStatusSaysSo() throws IOException {
    await().atMost(Duration.ofSeconds(30)).until(LocalNetworkIT::allAtTheSameBlock);
    assertThat(network.node("node", "kill", "node0").code()).isZero();
    assertThat(network.lab("malicious", "node3", "silent").code()).isZero();
    long height = height(1);
    LiveNetwork.Ran waiting =
        network.wallet(
            "send",
            "--rpc-url",
            LiveNetwork.url(1),
            "--from",
            "dev4",
            "--no-wait",
            "--yes",
            BOB,
            "1");
    assertThat(waiting.code()).as(waiting.output()).isZero();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> network.node("status").output().toLowerCase(Locale.ROOT).contains("quorum"));
    assertThat(height(1)).isEqualTo(height);

    assertThat(network.lab("honest", "node3").code()).isZero();
    assertThat(network.node("node", "start", "node0").code()).isZero();
    await().atMost(Duration.ofSeconds(60)).until(() -> height(1) > height);
  }

  @Test
  @Order(7)
  void whatWasFinalUnderLoadIsThereAfterAllAreKilledAtOnce() throws Exception {
    await().atMost(Duration.ofSeconds(60)).until(LocalNetworkIT::allAtTheSameBlock);
    List<Load.Final> reported;
    try (Load load = new Load(network, 6, Address.fromHex(BOB))) {
      await().atMost(Duration.ofMinutes(2)).until(() -> load.finals().size() >= 40);
      network.killAll();
      reported = load.finals();
    }
    for (int node = 0; node < LiveNetwork.NODES; node++) {
      LiveNetwork.Ran started = network.node("node", "start", "node" + node);
      assertThat(started.code()).as(started.output()).isZero();
    }
    sent(0, "dev5", ALICE, "1");
    await().atMost(Duration.ofSeconds(60)).until(LocalNetworkIT::allAtTheSameBlock);

    for (int node = 0; node < LiveNetwork.NODES; node++) {
      for (Load.Final each : reported) {
        JsonNode place = network.get(node, "/api/v1/transactions/" + each.hash()).path("place");
        assertThat(place.path("blockHash").asText())
            .as("%s on node%d", each, node)
            .isEqualTo(each.blockHash());
      }
    }
    assertSupplyHolds();
  }

  private static void sent(int node, String from, String to, String amount) throws IOException {
    LiveNetwork.Ran sent = network.send(node, from, to, amount);
    assertThat(sent.code()).as(sent.output()).isZero();
    assertThat(sent.output()).contains("Final in").containsPattern("[34] of 4");
  }

  private static void assertSupplyHolds() throws IOException {
    BigInteger all = BigInteger.ZERO;
    for (String account : holders()) {
      all = all.add(balance(0, account));
    }
    JsonNode supply = network.get(0, "/api/v1/network").path("supply");
    BigInteger burnt = new BigInteger(supply.path("burnt").asText());

    assertThat(all.add(burnt)).isEqualTo(new BigInteger(supply.path("genesis").asText()));
  }

  /** All who can have coins here; validators do by tips, which some clients pay unasked. */
  private static List<String> holders() {
    Genesis genesis = DevelopmentNetwork.create(LiveNetwork.NODES, 10).genesis();
    return Stream.of(
            Stream.of(ALICE, BOB),
            genesis.alloc().keySet().stream().map(Address::toHex),
            genesis.validators().stream().map(validator -> validator.address().toHex()))
        .flatMap(each -> each)
        .toList();
  }

  private static BigInteger balance(int node, String address) throws IOException {
    return new BigInteger(
        network.get(node, "/api/v1/accounts/" + address + "?limit=1").path("balance").asText());
  }

  private static int primary(int node) throws IOException {
    return network.get(node, "/api/v1/network").path("primary").asInt();
  }

  private static long height(int node) throws IOException {
    return head(node).path("height").asLong();
  }

  private static JsonNode head(int node) throws IOException {
    return network.get(node, "/api/v1/blocks?limit=1").path("items").path(0);
  }

  private static boolean allAtTheSameBlock() {
    try {
      String hash = head(0).path("hash").asText();
      for (int node = 1; node < 4; node++) {
        if (!head(node).path("hash").asText().equals(hash)) {
          return false;
        }
      }
      return !hash.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean evidenceAgainst(int replica) throws IOException {
    for (int node = 0; node < 4; node++) {
      for (JsonNode each : network.get(node, "/api/v1/evidence").path("items")) {
        if (each.path("replica").asInt() == replica) {
          return true;
        }
      }
    }
    return false;
  }

  private static String log(int node) throws IOException {
    return Files.readString(home.resolve("networks/local-4/logs/node" + node + ".log"));
  }
}
