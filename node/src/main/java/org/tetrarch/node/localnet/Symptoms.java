package org.tetrarch.node.localnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.node.localnet.Checkup.Finding;
import org.tetrarch.node.localnet.NetworkReport.NodeReport;
import org.tetrarch.node.localnet.NetworkState.NodeState;
import org.tetrarch.node.localnet.Observer.Observation;

/**
 * What is not as it should be with the nodes of a network, from their processes and from what they
 * say of themselves and of each other.
 */
final class Symptoms {
  // The words of ReplicaStatus.State.
  static final String FOLLOWING = "following";
  static final String HALTED = "halted";
  private static final String CHANGING_VIEW = "changing view";
  private static final String UNREACHABLE = "unreachable";

  /** Fewer are a matter of the moment at which each was asked. */
  private static final long BEHIND = 16;

  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final ReplicaSet replicas;
  private final PbftParameters timing;
  private final List<Observation> nodes;
  private final Function<NodeState, Optional<String>> lastWords;
  private final List<Finding> findings = new ArrayList<>();

  Symptoms(
      ReplicaSet replicas,
      PbftParameters timing,
      List<Observation> nodes,
      Function<NodeState, Optional<String>> lastWords) {
    this.replicas = replicas;
    this.timing = timing;
    this.nodes = nodes;
    this.lastWords = lastWords;
  }

  /** All of them, the worst first. */
  List<Finding> all() {
    findings.clear();
    nodes.forEach(this::absent);
    nodes.forEach(this::notVoting);
    tooManyForgot();
    nodes.forEach(this::deaf);
    suspicion();
    viewChange();
    nodes.forEach(this::behind);
    nodes.forEach(this::lies);
    incomplete();
    return List.copyOf(findings);
  }

  private void absent(Observation seen) {
    if (seen.answer().isPresent()) {
      return;
    }
    String name = seen.node().name();
    findings.add(
        switch (seen.withoutAnswer()) {
          case NodeReport.PAUSED -> Finding.of(name + " is paused", "tetrarch node resume " + name);
          case NodeReport.STOPPED ->
              Finding.of(name + " was stopped", "tetrarch node start " + name);
          case NodeReport.DEAD ->
              lastWords
                  .apply(seen.node())
                  .map(
                      words ->
                          Finding.of(
                              name + " has ended by itself: " + words,
                              "do what it says, then: tetrarch node start " + name))
                  .orElse(
                      Finding.of(
                          name + " is dead: its process was killed",
                          "tetrarch node start " + name));
          default ->
              Finding.of(
                  name + " runs and does not answer: it starts, or it is stuck",
                  "tetrarch logs " + name);
        });
  }

  private void notVoting(Observation seen) {
    String name = seen.node().name();
    switch (ownState(seen)) {
      case FOLLOWING -> follows(name, seen.answer().orElseThrow());
      case HALTED ->
          findings.add(
              Finding.of(
                  name
                      + lastWords
                          .apply(seen.node())
                          .map(words -> ": " + words)
                          .orElse(" has halted"),
                  "keep its data, which shows how it came to that: tetrarch logs " + name));
      default -> {}
    }
  }

  private void follows(String name, JsonNode answer) {
    String what =
        name + " executes and does not vote, as it may not know all that it signed before";
    long from = self(answer).path("votesFrom").asLong();
    long left = from - answer.path("head").path("certifiedHeight").asLong();
    if (left > 0) {
      findings.add(
          Finding.of(
              "%s: it votes again when block %d is certified, in %d blocks"
                  .formatted(what, from, left),
              "send something, if nobody does: a block is made only for a transaction"));
    } else {
      findings.add(Finding.of(what + ": it asks the others how far they are"));
    }
  }

  /** Those that only follow wait for blocks, and blocks want a quorum of the others. */
  private void tooManyForgot() {
    List<String> lost =
        nodes.stream()
            .filter(seen -> List.of(FOLLOWING, HALTED).contains(ownState(seen)))
            .map(seen -> seen.node().name())
            .toList();
    if (nodes.size() - lost.size() < replicas.quorum()) {
      findings.add(
          Finding.of(
              "%s for blocks that the others are too few to make: more replicas have lost what"
                      .formatted(doing(lost, "wait"))
                  + " they signed than this network bears (f = %d)".formatted(replicas.faulty())));
    }
  }

  private void deaf(Observation seen) {
    List<String> unheard = new ArrayList<>();
    for (JsonNode replica : seen.answer().map(a -> a.path("replicas")).orElse(NOTHING)) {
      String name = replica.path("name").asText();
      if (replica.path("state").asText().equals(UNREACHABLE) && answers(name)) {
        unheard.add(name);
      }
    }
    if (!unheard.isEmpty()) {
      findings.add(
          Finding.of(
              "%s hears nothing of %s, which runs"
                  .formatted(seen.node().name(), Diagnosis.joined(unheard)),
              "tetrarch lab heal, if the lab has cut a line; else see what is between them"));
    }
  }

  private boolean answers(String name) {
    return nodes.stream()
        .anyMatch(seen -> seen.node().name().equals(name) && seen.answer().isPresent());
  }

  /** Who wants another primary, and which timer made it want one. */
  private void suspicion() {
    List<String> suspecting = new ArrayList<>();
    String primary = "";
    for (Observation seen : nodes) {
      JsonNode answer = seen.answer().orElse(NOTHING);
      if (self(answer).path("suspectsPrimary").asBoolean()) {
        suspecting.add(seen.node().name());
        primary = nameOf(answer.path("primary").asInt());
      }
    }
    if (!suspecting.isEmpty()) {
      findings.add(
          Finding.of(
              "%s the primary, %s: it was silent for %d ms, or leaves a transaction waiting"
                      .formatted(
                          doing(suspecting, "suspect"), primary, timing.primaryTimeoutMillis())
                  + " for %d ms; %d must, before it is replaced"
                      .formatted(timing.requestTimeoutMillis(), replicas.oneCorrect())));
    }
  }

  private void viewChange() {
    TreeMap<Long, List<String>> asking = new TreeMap<>();
    for (Observation seen : nodes) {
      if (ownState(seen).equals(CHANGING_VIEW)) {
        long view = seen.answer().orElse(NOTHING).path("view").asLong();
        asking.computeIfAbsent(view, v -> new ArrayList<>()).add(seen.node().name());
      }
    }
    asking.forEach(
        (view, names) ->
            findings.add(
                Finding.of(
                    "%s for view %d: %d must, then %s begins it; if it does not within %d ms, the"
                            .formatted(
                                doing(names, "ask"),
                                view,
                                replicas.quorum(),
                                nameOf((int) (view % replicas.size())),
                                timing.viewChangeTimeoutMillis())
                        + " next view is asked for, and each waits twice as long, up to %d ms"
                            .formatted(timing.maxTimeoutMillis()))));
  }

  private void behind(Observation seen) {
    long highest =
        nodes.stream()
            .flatMap(each -> each.answer().stream())
            .mapToLong(answer -> answer.path("head").path("height").asLong())
            .max()
            .orElse(0);
    seen.answer()
        .map(answer -> highest - answer.path("head").path("height").asLong())
        .filter(blocks -> blocks > BEHIND)
        .ifPresent(
            blocks ->
                findings.add(
                    Finding.of(
                        "%s is %d blocks behind and fetches them"
                            .formatted(seen.node().name(), blocks))));
  }

  private void lies(Observation seen) {
    String misbehaviour =
        seen.answer().map(a -> a.path("node").path("misbehaviour").asText()).orElse("");
    if (!misbehaviour.isEmpty()) {
      String name = seen.node().name();
      findings.add(
          Finding.of(
              name + " is malicious, as the lab told it to be: " + misbehaviour,
              "tetrarch lab honest " + name));
    }
  }

  /** Transactions that no batch can take, because their sender skipped a nonce. */
  private void incomplete() {
    long queued =
        nodes.stream()
            .flatMap(seen -> seen.answer().stream())
            .mapToLong(answer -> answer.path("pool").path("queued").asLong())
            .min()
            .orElse(0);
    if (queued > 0) {
      findings.add(
          Finding.of(
              "%d transactions cannot be executed: their sender left out a lower nonce"
                  .formatted(queued),
              "send the one that is missing; txpool_content lists those that wait"));
    }
  }

  private static String doing(List<String> names, String verb) {
    return Diagnosis.joined(names) + " " + verb + (names.size() == 1 ? "s" : "");
  }

  private String nameOf(int replica) {
    return nodes.get(replica).node().name();
  }

  private static String ownState(Observation seen) {
    return seen.answer().map(Diagnosis::ownState).orElse("");
  }

  /** What a node says of itself in its list of replicas. */
  private static JsonNode self(JsonNode answer) {
    for (JsonNode replica : answer.path("replicas")) {
      if (replica.path("self").asBoolean()) {
        return replica;
      }
    }
    return NOTHING;
  }
}
