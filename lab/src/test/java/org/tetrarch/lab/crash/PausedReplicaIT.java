package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.node.localnet.LocalNetworkException;

/**
 * A replica that is there and does nothing (SIGSTOP): its peers must not keep for it what they say
 * meanwhile, and it must find back. With more transfers than the usual number:
 *
 * <pre>./tetrarch test lab -Dit.test=PausedReplicaIT -Dpaused.transfers=100000</pre>
 */
class PausedReplicaIT {
  private static final long TRANSFERS = Long.getLong("paused.transfers", 10_000);

  /** So many measurements are made on the way. */
  private static final int MEASUREMENTS = 8;

  /** What a peer's heap may hold after a collection, whatever a paused replica misses. */
  private static final long MOST_HEAP_KIB = 160 << 10;

  /** What a peer's process may have in memory. */
  private static final long MOST_RESIDENT_KIB = 800 << 10;

  private static final int ACCOUNTS = 24;
  private static final int PAUSED = 3;
  private static final List<Integer> PEERS = List.of(0, 1, 2);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  private final Chronicle chronicle = new Chronicle();
  private final Promises promises = new Promises();

  @SuppressWarnings("NullAway.Init")
  private LiveNodes nodes;

  @SuppressWarnings("NullAway.Init")
  private NodeRpc rpc;

  @BeforeEach
  void up() throws Exception {
    nodes = new LiveNodes(home, ACCOUNTS);
    nodes.up();
    rpc = nodes.rpc();
  }

  @AfterEach
  void down() throws Exception {
    nodes.close();
  }

  @Test
  void aReplicaPausedForManyTransfersFindsBackAndItsPeersStayWithinTheirMemory() throws Exception {
    nodes.pause(PAUSED);
    try (Traffic traffic = traffic()) {
      for (int i = 1; i <= MEASUREMENTS; i++) {
        long wanted = TRANSFERS * i / MEASUREMENTS;
        await().atMost(LONG_PATIENCE).until(() -> promises.count() >= wanted);
        measurePeers();
      }
      traffic.drain(PATIENCE);
    }
    long height = height(0);

    nodes.resume(PAUSED);
    chronicle.note("resumed, %d blocks behind".formatted(height));
    await()
        .atMost(LONG_PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> isAt(height));
    chronicle.note("caught up");
    measurePeers();
    theVoteOfThePausedOneDecides();

    nodes.down();
    try (Reckoning reckoning = new Reckoning(nodes, nodes.genesis())) {
      reckoning.sameBlocksEverywhere();
      reckoning.promisesAreKept(promises);
      reckoning.noCoinIsLostOrMade();
    }
  }

  /** DESIGN §3.2: a partition heals with no traffic, and the view must still be learned. */
  @Test
  void aReplicaThatResumesWhileNothingIsSentLearnsTheViewOfTheOthers() throws Exception {
    int primary = 0;
    nodes.pause(PAUSED);
    nodes.kill(List.of(primary));
    await().atMost(PATIENCE).until(() -> view(1) > 0);
    nodes.start(primary);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> areInOneView(PEERS));
    long view = view(1);

    nodes.resume(PAUSED);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> view(PAUSED) >= view && areInOneView(List.of(0, 1, 2, PAUSED)));
    assertThat(height(PAUSED)).as("blocks in a network without traffic").isZero();
    theVoteOfThePausedOneDecides();
  }

  private Traffic traffic() {
    List<PrivateKey> keys = DevelopmentNetwork.accountKeys(ACCOUNTS);
    return new Traffic(rpc, promises, keys, new Random(TRANSFERS));
  }

  private void measurePeers() throws IOException, LocalNetworkException {
    StringBuilder seen = new StringBuilder();
    for (int peer : PEERS) {
      ProcessHandle process = nodes.process(peer).orElseThrow();
      long resident = Memory.resident(process);
      long heap = Memory.heapInUse(process);
      seen.append(
          "; %s %d MiB of heap, %d MiB in all"
              .formatted(LiveNodes.name(peer), heap >> 10, resident >> 10));
      assertThat(heap).as("heap of node%d, in KiB", peer).isLessThan(MOST_HEAP_KIB);
      assertThat(resident).as("memory of node%d, in KiB", peer).isLessThan(MOST_RESIDENT_KIB);
    }
    chronicle.note(
        "%d transfers final in %d blocks%s"
            .formatted(promises.count(), promises.blocks().size(), seen));
  }

  /** With one of the others dead, a quorum needs the vote of the one that was paused. */
  private void theVoteOfThePausedOneDecides() throws Exception {
    nodes.kill(List.of(1));
    long before = promises.count();
    try (Traffic traffic = traffic()) {
      await().atMost(PATIENCE).until(() -> promises.count() > before);
      traffic.drain(PATIENCE);
    }
    long height = height(0);
    nodes.start(1);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> isAt(height) && IntStream.of(1, 2).allMatch(n -> height <= heightOrZero(n)));
  }

  private boolean isAt(long height) throws IOException {
    return height(PAUSED) >= height;
  }

  private long heightOrZero(int node) {
    try {
      return height(node);
    } catch (IOException e) {
      return 0;
    }
  }

  private long height(int node) throws IOException {
    return network(node).path("head").path("height").asLong();
  }

  private long view(int node) throws IOException {
    return network(node).path("view").asLong();
  }

  /** Whether they are in the same view, and none of them waits to enter it. */
  private boolean areInOneView(List<Integer> some) throws IOException {
    for (int node : some) {
      JsonNode network = network(node);
      if (network.path("changingView").asBoolean() || view(node) != view(some.getFirst())) {
        return false;
      }
    }
    return true;
  }

  private JsonNode network(int node) throws IOException {
    return rpc.get(node, "/api/v1/network");
  }
}
