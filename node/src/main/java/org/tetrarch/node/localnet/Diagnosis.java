package org.tetrarch.node.localnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.node.localnet.NetworkReport.Chain;
import org.tetrarch.node.localnet.NetworkReport.NodeReport;
import org.tetrarch.node.localnet.Observer.Observation;

/** Makes one report of what was seen of each node. Some of them may lie. */
final class Diagnosis {
  private Diagnosis() {}

  static NetworkReport of(NetworkState network, List<Observation> observations) {
    List<JsonNode> answers = observations.stream().flatMap(seen -> seen.answer().stream()).toList();
    List<NodeReport> nodes = observations.stream().map(Diagnosis::node).toList();
    OptionalLong view = commonView(answers);
    ReplicaSet replicas = new ReplicaSet(network.nodes().size());
    Optional<String> sentence = missing(replicas, nodes).or(() -> complaint(answers));
    return new NetworkReport(
        network.name(),
        network.chainId(),
        network.symbol(),
        view,
        view.isPresent() ? primary(answers, view.getAsLong()) : Optional.empty(),
        replicas.quorum(),
        sentence.isEmpty(),
        sentence,
        nodes);
  }

  private static NodeReport node(Observation seen) {
    Optional<Chain> chain = seen.answer().map(Diagnosis::chain);
    return new NodeReport(
        seen.node().name(),
        seen.node().httpUrl(),
        seen.node().p2pAddress(),
        seen.pid(),
        seen.answer().map(Diagnosis::ownState).orElse(seen.withoutAnswer()),
        chain);
  }

  private static Chain chain(JsonNode answer) {
    JsonNode head = answer.path("head");
    return new Chain(
        head.path("height").asLong(),
        head.path("certifiedHeight").asLong(),
        answer.path("view").asLong(),
        Optional.ofNullable(answer.path("node").get("misbehaviour")).map(JsonNode::asText));
  }

  /** The state that a node gives itself in its list of replicas. */
  static String ownState(JsonNode answer) {
    for (JsonNode replica : answer.path("replicas")) {
      if (replica.path("self").asBoolean()) {
        return replica.path("state").asText();
      }
    }
    return NodeReport.NOT_ANSWERING;
  }

  /** The view that most nodes name; the highest of those that equally many name. */
  private static OptionalLong commonView(List<JsonNode> answers) {
    Map<Long, Integer> votes = new TreeMap<>();
    answers.forEach(answer -> votes.merge(answer.path("view").asLong(), 1, Integer::sum));
    return votes.entrySet().stream()
        .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> OptionalLong.of(entry.getKey()))
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> primary(List<JsonNode> answers, long view) {
    return answers.stream()
        .filter(answer -> answer.path("view").asLong() == view)
        .map(answer -> answer.path("replicas").path(answer.path("primary").asInt()))
        .map(replica -> replica.path("name").asText())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /** Why there is no quorum, as far as the processes themselves tell. */
  private static Optional<String> missing(ReplicaSet replicas, List<NodeReport> nodes) {
    List<NodeReport> absent = nodes.stream().filter(node -> !node.isHere()).toList();
    int here = nodes.size() - absent.size();
    if (here >= replicas.quorum()) {
      return Optional.empty();
    }
    List<String> parts = absent.stream().map(node -> node.name() + " is " + node.state()).toList();
    return Optional.of(
        "No quorum, so nothing can become final: "
            + joined(parts)
            + "; "
            + here
            + " of the "
            + replicas.quorum()
            + " nodes that it takes are here. "
            + remedy(absent, replicas.quorum() - here));
  }

  /** What brings back as many nodes as are wanted. */
  private static String remedy(List<NodeReport> absent, int wanted) {
    List<String> commands = new ArrayList<>();
    absent.stream()
        .sorted(Comparator.comparing(node -> node.state().equals(NodeReport.NOT_ANSWERING)))
        .limit(wanted)
        .forEach(
            node ->
                commands.add(
                    switch (node.state()) {
                      case NodeReport.PAUSED -> "'tetrarch node resume " + node.name() + "'";
                      case NodeReport.NOT_ANSWERING ->
                          "'tetrarch logs " + node.name() + "' to see why";
                      default -> "'tetrarch node start " + node.name() + "'";
                    }));
    return "Try " + joined(commands) + ".";
  }

  /**
   * What most nodes that answer complain about: they hear no quorum, although the processes are
   * there. One alone may be cut off, or lie.
   */
  private static Optional<String> complaint(List<JsonNode> answers) {
    List<JsonNode> complaining =
        answers.stream().filter(answer -> !answer.path("quorumPresent").asBoolean(true)).toList();
    if (2 * complaining.size() <= answers.size()) {
      return Optional.empty();
    }
    return complaining.stream()
        .map(answer -> answer.path("health").path("sentence").asText())
        .filter(sentence -> !sentence.isEmpty())
        .findFirst()
        .or(() -> Optional.of("No quorum, so nothing can become final: most nodes hear too few."));
  }

  static String joined(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
