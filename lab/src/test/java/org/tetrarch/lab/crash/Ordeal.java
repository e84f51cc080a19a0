package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.storage.StorageException;

/**
 * What befalls the nodes: faults of every kind in an order that the seed decides, round after
 * round, with the last one often not mended yet when the next one strikes. Data is lost or damaged
 * in one node at a time (f = 1): it is another one's turn only when nothing damaged is left in this
 * one and it votes again.
 */
final class Ordeal {
  private static final int MOST_MILLIS_BETWEEN = 4_000;
  private static final int MOST_MILLIS_AWAY = 8_000;
  private static final int MOST_MILLIS_INTO_A_START = 1_500;
  private static final int MILLIS_BETWEEN_LOOKS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A node stops below 32 MiB. */
  private static final long LITTLE_SPACE = 31L << 20;

  /** What can happen. */
  enum Fault {
    KILL_ONE,
    KILL_SEVERAL,
    KILL_ALL,
    KILL_WHILE_STARTING,
    PAUSE,
    WIPE,
    FLIP_BITS,
    FILL_DISK
  }

  private enum Condition {
    UP,
    PAUSED,
    DOWN
  }

  private final LiveNodes nodes;
  private final Operator operator;
  private final NodeRpc rpc;
  private final Random random;
  private final Chronicle chronicle;
  private final Optional<SmallDisk> smallDisk;
  private final int onSmallDisk;
  private final Condition[] condition = new Condition[LiveNodes.COUNT];
  private final long[] mendAt = new long[LiveNodes.COUNT];
  private final Map<Fault, Integer> tally = new EnumMap<>(Fault.class);
  private int victim;
  private boolean flipped;

  /**
   * @param onSmallDisk the node whose disk it is
   */
  Ordeal(
      LiveNodes nodes,
      Operator operator,
      NodeRpc rpc,
      Random random,
      Chronicle chronicle,
      Optional<SmallDisk> smallDisk,
      int onSmallDisk) {
    this.nodes = nodes;
    this.operator = operator;
    this.rpc = rpc;
    this.random = random;
    this.chronicle = chronicle;
    this.smallDisk = smallDisk;
    this.onSmallDisk = onSmallDisk;
    this.victim = random.nextInt(LiveNodes.COUNT);
    Arrays.fill(condition, Condition.UP);
  }

  /**
   * Lets every kind of fault strike once, and goes on until the time is over; returns when all is
   * mended and every node votes.
   */
  void run(Duration atLeast) throws IOException, LocalNetworkException, StorageException {
    long end = System.nanoTime() + atLeast.toNanos();
    do {
      for (Fault fault : shuffled()) {
        if (tally.containsKey(fault) && System.nanoTime() >= end) {
          break;
        }
        strike(fault);
        tally.merge(fault, 1, Integer::sum);
        pass(random.nextInt(MOST_MILLIS_BETWEEN));
      }
    } while (System.nanoTime() < end);
    if (flipped) {
      // What lies damaged in files that nobody has read since would show only now.
      wipe();
    }
    mendAll();
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      awaitVotesOf(node);
    }
  }

  /** How often each fault has struck. */
  Map<Fault, Integer> tally() {
    return tally;
  }

  private List<Fault> shuffled() {
    Set<Fault> kinds = EnumSet.allOf(Fault.class);
    if (smallDisk.isEmpty()) {
      kinds.remove(Fault.FILL_DISK);
    }
    List<Fault> faults = new ArrayList<>(kinds);
    Collections.shuffle(faults, random);
    return faults;
  }

  private void strike(Fault fault) throws IOException, LocalNetworkException, StorageException {
    switch (fault) {
      case KILL_ONE -> kill(some(1));
      case KILL_SEVERAL -> kill(some(2 + random.nextInt(2)));
      case KILL_ALL -> kill(some(LiveNodes.COUNT));
      case KILL_WHILE_STARTING -> killWhileStarting(random.nextInt(LiveNodes.COUNT));
      case PAUSE -> pause(some(1 + random.nextInt(LiveNodes.COUNT)));
      case WIPE -> wipe();
      case FLIP_BITS -> flipBits();
      case FILL_DISK -> fillDisk(smallDisk.orElseThrow());
    }
  }

  private List<Integer> some(int count) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, LiveNodes.COUNT).boxed().toList());
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  private void kill(Collection<Integer> killed) throws IOException, LocalNetworkException {
    chronicle.note("kill -9 " + names(killed));
    nodes.kill(killed);
    killed.forEach(node -> becomes(node, Condition.DOWN));
  }

  private void becomes(int node, Condition now) {
    condition[node] = now;
    long away = Duration.ofMillis(random.nextInt(MOST_MILLIS_AWAY)).toNanos();
    mendAt[node] = System.nanoTime() + away;
  }

  private void killWhileStarting(int node) throws IOException, LocalNetworkException {
    kill(List.of(node));
    nodes.start(node);
    pause(Duration.ofMillis(random.nextInt(MOST_MILLIS_INTO_A_START)));
    kill(List.of(node));
  }

  private void pause(Collection<Integer> paused)
      throws IOException, LocalNetworkException, StorageException {
    List<Integer> running = paused.stream().filter(n -> condition[n] == Condition.UP).toList();
    chronicle.note("kill -STOP " + names(running));
    for (int node : running) {
      nodes.pause(node);
      becomes(node, Condition.PAUSED);
    }
    for (int node : running) {
      if (node != victim || !flipped) {
        var unused = operator.examine(node);
      }
    }
  }

  private void wipe() throws IOException, LocalNetworkException, StorageException {
    chooseVictim();
    kill(List.of(victim));
    chronicle.note("rm -r " + LiveNodes.name(victim) + "/data");
    operator.damaged(victim);
    DiskContent.delete(nodes.dataOf(victim));
    operator.anew(victim);
    flipped = false;
  }

  private void flipBits() throws IOException, LocalNetworkException, StorageException {
    chooseVictim();
    kill(List.of(victim));
    if (!flipped) {
      var unused = operator.examine(victim);
    }
    operator.damaged(victim);
    String what = Damage.flip(nodes.dataOf(victim), random);
    chronicle.note(LiveNodes.name(victim) + ": flips " + what);
    flipped = true;
  }

  /** Another one may lose its data once the last one holds nothing damaged, and votes again. */
  private void chooseVictim() throws IOException, LocalNetworkException, StorageException {
    mendAll();
    awaitVotesOf(victim);
    if (!flipped) {
      victim = random.nextInt(LiveNodes.COUNT);
    }
  }

  /** A node that has lost its log votes again after so many more blocks: the traffic goes on. */
  private void awaitVotesOf(int node) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              mendAll();
              return votes(node);
            });
  }

  private boolean votes(int node) throws IOException {
    return rpc.get(node, "/api/v1/network")
        .path("replicas")
        .path(node)
        .path("state")
        .asText()
        .equals("normal");
  }

  private void fillDisk(SmallDisk disk)
      throws IOException, LocalNetworkException, StorageException {
    mendAll();
    long leaving = random.nextLong(LITTLE_SPACE);
    chronicle.note(
        "the disk of %s is filled, %d KiB are free"
            .formatted(LiveNodes.name(onSmallDisk), leaving >> 10));
    int logged = nodes.log(onSmallDisk).length();
    disk.fill(leaving);
    await().atMost(PATIENCE).until(() -> nodes.process(onSmallDisk).isEmpty());
    disk.free();
    becomes(onSmallDisk, Condition.DOWN);
    String said = nodes.log(onSmallDisk).substring(logged);
    chronicle.note(LiveNodes.name(onSmallDisk) + " says: " + said.strip());
    assertThat(said).contains("error: the disk is full under " + nodes.dataOf(onSmallDisk));
  }

  /** Lets time go by, and mends what is due meanwhile. */
  private void pass(int millis) throws IOException, LocalNetworkException, StorageException {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    do {
      lookAfterThoseThatEnded();
      mend(System.nanoTime());
      pause(Duration.ofMillis(MILLIS_BETWEEN_LOOKS));
    } while (System.nanoTime() < end);
  }

  private void mendAll() throws IOException, LocalNetworkException, StorageException {
    lookAfterThoseThatEnded();
    mend(Long.MAX_VALUE);
  }

  private void lookAfterThoseThatEnded() throws IOException, LocalNetworkException {
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      if (condition[node] == Condition.UP && nodes.process(node).isEmpty()) {
        operator.ended(node);
        becomes(node, Condition.DOWN);
      }
    }
  }

  private void mend(long now) throws IOException, LocalNetworkException, StorageException {
    List<Integer> down = new ArrayList<>();
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      if (condition[node] != Condition.UP && mendAt[node] <= now) {
        if (condition[node] == Condition.PAUSED) {
          chronicle.note("kill -CONT " + LiveNodes.name(node));
          nodes.resume(node);
        } else {
          down.add(node);
        }
        condition[node] = Condition.UP;
      }
    }
    operator.start(down);
  }

  private static String names(Collection<Integer> nodes) {
    return nodes.stream().map(LiveNodes::name).collect(Collectors.joining(" "));
  }

  /** When something happens is what is varied here: nothing is waited for. */
  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
