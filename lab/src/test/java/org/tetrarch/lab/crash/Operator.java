package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NodeDiedException;
import org.tetrarch.node.storage.StorageException;

/**
 * Whoever looks after the nodes: starts them again, does what they say is to be done and nothing
 * else, and holds what they say at a start against what lies on their disks.
 */
final class Operator {
  /** A node may find one damage after the other. */
  private static final int MOST_STARTS = 6;

  /** What a node says whose database cannot be opened or read. */
  private static final Pattern MOVE_AWAY =
      Pattern.compile("error: (\\S+) is corrupted \\(.*move it away.*");

  private static final Pattern MOVE_ALL_AWAY =
      Pattern.compile("error: .*move the data directory away.*");

  private static final Pattern START_AGAIN = Pattern.compile("error: .*start the node again.*");

  private final LiveNodes nodes;
  private final Genesis genesis;
  private final Voices voices;
  private final Chronicle chronicle;
  private final Set<Integer> damaged = new HashSet<>();
  private int aside;

  Operator(LiveNodes nodes, Genesis genesis, Voices voices, Chronicle chronicle) {
    this.nodes = nodes;
    this.genesis = genesis;
    this.voices = voices;
    this.chronicle = chronicle;
  }

  /** From now on a node may find that what lies on its disk is not what it wrote. */
  void damaged(int node) {
    damaged.add(node);
    voices.lostData(node);
  }

  /** What was damaged in a node is gone, all of it. */
  void anew(int node) {
    damaged.remove(node);
  }

  /** Reads the disk of a node that stands still, and hears what it has signed. */
  DiskContent examine(int node) throws IOException, StorageException {
    Path scratch = nodes.folderOf(node).resolve("examined");
    DiskContent content = DiskContent.read(nodes.dataOf(node), scratch, genesis, node);
    voices.log(node, content.records());
    return content;
  }

  /** Starts nodes that do not run, and returns when they serve. */
  void start(Collection<Integer> down) throws IOException, LocalNetworkException, StorageException {
    TreeMap<Integer, Start> starts = new TreeMap<>();
    for (int node : down) {
      Optional<DiskContent> content =
          damaged.contains(node) || !Files.exists(nodes.dataOf(node).resolve("chain.json"))
              ? Optional.empty()
              : Optional.of(examine(node));
      starts.put(node, new Start(nodes.log(node).length(), content));
      nodes.start(node);
    }
    for (var each : starts.entrySet()) {
      awaitUp(each.getKey());
      List<String> said =
          nodes.log(each.getKey()).substring(each.getValue().logged()).lines().toList();
      String words = RecoveryWords.of(said);
      chronicle.note(LiveNodes.name(each.getKey()) + " says: " + words);
      each.getValue().content().ifPresent(content -> RecoveryWords.check(words, content));
    }
  }

  private record Start(int logged, Optional<DiskContent> content) {}

  private void awaitUp(int node) throws IOException, LocalNetworkException {
    for (int i = 0; i < MOST_STARTS; i++) {
      try {
        nodes.awaitUp(node);
        return;
      } catch (NodeDiedException e) {
        obey(node, e.logLines());
        nodes.start(node);
      }
    }
    throw new AssertionError(LiveNodes.name(node) + " does not start, whatever it says helps");
  }

  /** Looks after a node that has ended by itself, which only one that is damaged may. */
  void ended(int node) throws IOException, LocalNetworkException {
    List<String> lines = nodes.log(node).lines().toList();
    obey(node, lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private void obey(int node, List<String> lines) throws IOException {
    String last = lines.isEmpty() ? "" : lines.getLast();
    chronicle.note(LiveNodes.name(node) + " has ended: " + last);
    assertThat(damaged).as("%s has ended: %s", LiveNodes.name(node), lines).contains(node);
    Matcher moveAway = MOVE_AWAY.matcher(last);
    if (moveAway.matches()) {
      moveAside(node, Path.of(moveAway.group(1)));
    } else if (MOVE_ALL_AWAY.matcher(last).matches()) {
      moveAside(node, nodes.dataOf(node));
    } else {
      assertThat(last).as("what %s says at its end", LiveNodes.name(node)).matches(START_AGAIN);
    }
  }

  private void moveAside(int node, Path path) throws IOException {
    assertThat(path).as("what is to be moved away").startsWith(nodes.dataOf(node)).exists();
    Files.move(path, nodes.folderOf(node).resolve("aside" + aside++));
  }
}
