package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.node.plugin.Misbehaviour;

/**
 * Every misbehaviour in turn, always in the same node: one that has lied may be behind for a
 * moment, and a second one would be more than four replicas bear.
 */
class AdversaryIT {
  private static final int NODES = 4;

  /** The first primary. */
  private static final int LIAR = 0;

  private static final int HONEST = 1;

  /** Some view changes on a slow machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path home;

  @SuppressWarnings("NullAway.Init")
  private static LiveNetwork network;

  private static long nonce;

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

  static Stream<String> names() {
    return new Adversary().misbehaviours().stream().map(Misbehaviour::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aTransferIsFinalWhateverOneNodeDoesAndAllAgreeAfterwards(String misbehaviour)
      throws IOException {
    network.behave(LIAR, misbehaviour);
    SignedTransaction transfer = transfer();
    network.submit(HONEST, transfer.encoded());

    await().atMost(PATIENCE).until(() -> certified(HONEST, transfer));
    network.behave(LIAR, "");
    await().atMost(PATIENCE).until(AdversaryIT::allAtTheSameBlock);
    for (int node = 0; node < NODES; node++) {
      assertThat(log(node)).doesNotContain("HALTED", "execution has stopped");
    }
  }

  private static SignedTransaction transfer() {
    return UnsignedTransaction.dynamicFee(DevelopmentNetwork.CHAIN_ID)
        .nonce(nonce++)
        .maxFeePerGas(Wei.gwei(2))
        .maxPriorityFeePerGas(Wei.gwei(1))
        .value(Wei.coins(1))
        .to(Address.ZERO)
        .sign(DevelopmentNetwork.accountKeys(1).getFirst());
  }

  private static boolean certified(int node, SignedTransaction transfer) throws IOException {
    JsonNode place =
        network.get(node, "/api/v1/transactions/" + transfer.hash().toHex()).path("place");
    return place.path("certificate").path("signatures").asInt() >= NODES - 1;
  }

  private static boolean allAtTheSameBlock() throws IOException {
    Set<String> hashes = new HashSet<>();
    for (int node = 0; node < NODES; node++) {
      hashes.add(network.get(node, "/api/v1/network").path("head").path("hash").asText());
    }
    return hashes.size() == 1;
  }

  private static String log(int node) throws IOException {
    return Files.readString(home.resolve("networks/local-4/logs/node" + node + ".log"));
  }
}
