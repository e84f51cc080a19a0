package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;

/**
 * Four processes under load that are killed, paused, robbed and crowded out. A round of all faults
 * takes about a minute; for longer, with a seed of one's own:
 *
 * <pre>./tetrarch test lab -Dit.test=RealCrashesIT -Dcrash.minutes=15 -Dcrash.seed=7</pre>
 */
class RealCrashesIT {
  private static final int ACCOUNTS = 24;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int DISK_MIB = 256;
  private static final int DISK_MIB_A_MINUTE = 64;

  private static final long MINUTES = Long.getLong("crash.minutes", 0);
  private static final long SEED = Long.getLong("crash.seed", new Random().nextInt(1_000_000));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path home;

  private final Chronicle chronicle = new Chronicle();
  private final Random random = new Random(SEED);
  private final LiveNodes nodes = new LiveNodes(home, ACCOUNTS);
  private final Promises promises = new Promises();
  private final Voices voices = new Voices();

  @Test
  void whateverBefallsFourProcessesUnderLoadNoPromiseIsBroken() throws Exception {
    chronicle.note("-Dcrash.seed=%d -Dcrash.minutes=%d".formatted(SEED, MINUTES));
    int onSmallDisk = random.nextInt(LiveNodes.COUNT);
    Optional<SmallDisk> disk = smallDisk(onSmallDisk);
    try (nodes) {
      run(disk, onSmallDisk);
    } finally {
      if (disk.isPresent()) {
        disk.get().close();
      }
    }
  }

  private void run(Optional<SmallDisk> disk, int onSmallDisk) throws Exception {
    Genesis genesis = nodes.genesis();
    nodes.up();
    NodeRpc rpc = nodes.rpc();
    Operator operator = new Operator(nodes, genesis, voices, chronicle);
    Ordeal ordeal = new Ordeal(nodes, operator, rpc, random, chronicle, disk, onSmallDisk);
    try (Traffic traffic =
        new Traffic(rpc, promises, DevelopmentNetwork.accountKeys(ACCOUNTS), random)) {
      ordeal.run(Duration.ofMinutes(MINUTES));
      traffic.drain(PATIENCE);
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> allAgree(rpc));
    nodes.down();
    chronicle.note(
        "%s; %d transfers final in %d blocks, %d statements heard"
            .formatted(ordeal.tally(), promises.count(), promises.blocks().size(), voices.count()));
    reckon(genesis);
  }

  private void reckon(Genesis genesis) throws Exception {
    assertThat(promises.broken()).isEmpty();
    assertThat(promises.count()).isPositive();
    Operator operator = new Operator(nodes, genesis, voices, chronicle);
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      var unused = operator.examine(node);
    }
    try (Reckoning reckoning = new Reckoning(nodes, genesis)) {
      reckoning.sameBlocksEverywhere();
      reckoning.promisesAreKept(promises);
      reckoning.noCoinIsLostOrMade();
      reckoning.nobodyIsAccused();
      reckoning.everyBlockIsProven(promises);
      reckoning.hear(voices);
    }
  }

  private static boolean allAgree(NodeRpc rpc) throws IOException {
    String head = "";
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      var network = rpc.get(node, "/api/v1/network");
      String hash = network.path("head").path("hash").asText();
      boolean same = head.isEmpty() || head.equals(hash);
      boolean votes = network.path("replicas").path(node).path("state").asText().equals("normal");
      if (!same || !votes) {
        return false;
      }
      head = hash;
    }
    return true;
  }

  private Optional<SmallDisk> smallDisk(int node) {
    try {
      int mebibytes = (int) (DISK_MIB + DISK_MIB_A_MINUTE * MINUTES);
      return Optional.of(SmallDisk.mount(nodes.folderOf(node), mebibytes));
    } catch (IOException e) {
      chronicle.note("no disk is filled: " + e.getMessage());
      return Optional.empty();
    }
  }
}
