package org.tetrarch.node.localnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.node.localnet.Checkup.Finding;
import org.tetrarch.node.localnet.Checkup.Verdict;
import org.tetrarch.node.localnet.NetworkReport.NodeReport;
import org.tetrarch.node.localnet.NetworkState.NodeState;
import org.tetrarch.node.localnet.Observer.Observation;

/** Four nodes, as two looks at them show them. */
class DoctorTest {
  private static final int NODES = 4;
  private static final PbftParameters TIMING = PbftParameters.defaults(Genesis.quorumOf(NODES));

  private final List<Observation> before = new ArrayList<>();
  private final List<Observation> now = new ArrayList<>();
  private final Map<String, String> lastWords = new HashMap<>();

  DoctorTest() {
    for (int node = 0; node < NODES; node++) {
      before.add(answering(node, network(node, 7)));
      now.add(answering(node, network(node, 7)));
    }
  }

  @Test
  void whatNobodyUsesIsWellAndSaysWhyItStandsStill() {
    Checkup checkup = judge();

    assertThat(checkup.verdict()).isEqualTo(Verdict.IDLE);
    assertThat(checkup.sentence()).contains("no transaction waits").contains("4 of 4 nodes vote");
    assertThat(checkup.findings()).isEmpty();
  }

  @Test
  void blocksThatCameBetweenTheLooksAreProgress() {
    now.set(2, answering(2, network(2, 9)));

    assertThat(judge().verdict()).isEqualTo(Verdict.MOVES);
    assertThat(judge().sentence()).contains("block 9, 2 more");
  }

  @Test
  void whoIsMissingIsNamedWithWhatBringsItBack() {
    now.set(0, silent(0, NodeReport.PAUSED));
    now.set(1, silent(1, NodeReport.STOPPED));
    now.set(2, silent(2, NodeReport.NOT_ANSWERING));

    Checkup checkup = judge();

    assertThat(checkup.verdict()).isEqualTo(Verdict.STUCK);
    assertThat(checkup.sentence()).contains("1 of 4 nodes vote, and 3 must");
    assertFinding("node0 is paused", "tetrarch node resume node0");
    assertFinding("node1 was stopped", "tetrarch node start node1");
    assertFinding("node2 runs and does not answer", "tetrarch logs node2");
  }

  @Test
  void aDeadNodeIsToldWithItsLastWords() {
    lastWords.put("node1", "the disk is full under /d: free some space and start the node again");
    now.set(1, silent(1, NodeReport.DEAD));
    now.set(2, silent(2, NodeReport.DEAD));

    assertFinding("node1 has ended by itself: the disk is full", "do what it says");
    assertFinding("node2 is dead: its process was killed", "tetrarch node start node2");
  }

  @Test
  void aReplicaThatFollowsIsNoVoteAndSaysWhenItIsOneAgain() {
    now.set(0, silent(0, NodeReport.DEAD));
    ObjectNode follows = state(1, "following");
    ((ObjectNode) follows.path("replicas").path(1)).put("votesFrom", 40);
    now.set(1, answering(1, follows));

    assertThat(judge().verdict()).isEqualTo(Verdict.STUCK);
    assertThat(judge().sentence()).contains("2 of 4 nodes vote");
    assertFinding("node1 executes and does not vote", "send something");
    assertFinding("when block 40 is certified, in 33 blocks", "send something");
  }

  @Test
  void moreThanFThatForgotAreSaidToBeBeyondHelp() {
    now.set(0, answering(0, state(0, "following")));
    now.set(1, answering(1, state(1, "following")));

    assertThat(whats())
        .anyMatch(what -> what.startsWith("node0 and node1 wait for blocks"))
        .anyMatch(what -> what.endsWith("than this network bears (f = 1)"));
  }

  @Test
  void aHaltedNodeNamesItsInvariant() {
    lastWords.put("node3", "HALTED, INV-8 is broken: block 7 is another one here");
    now.set(3, answering(3, state(3, "halted")));

    assertThat(judge().sentence()).contains("3 of 4 nodes vote");
    assertFinding("node3: HALTED, INV-8 is broken", "keep its data");
  }

  @Test
  void nodesThatRunAndDoNotHearEachOtherAreNamed() {
    ObjectNode deaf = network(0, 7);
    ((ObjectNode) deaf.path("replicas").path(2)).put("state", "unreachable");
    now.set(0, answering(0, deaf));

    assertFinding("node0 hears nothing of node2, which runs", "tetrarch lab heal");
  }

  @Test
  void enoughProcessesThatHearNoQuorumAreStuckAllTheSame() {
    for (int node = 0; node < NODES; node++) {
      now.set(node, answering(node, network(node, 7).put("quorumPresent", node == 0)));
    }

    assertThat(judge().verdict()).isEqualTo(Verdict.STUCK);
  }

  @Test
  void suspicionNamesThePrimaryAndTheTimers() {
    ObjectNode suspects = network(2, 7);
    ((ObjectNode) suspects.path("replicas").path(2)).put("suspectsPrimary", true);
    suspects.withObject("/pool").put("executable", 5);
    now.set(2, answering(2, suspects));

    assertThat(judge().verdict()).isEqualTo(Verdict.WAITS);
    assertThat(judge().sentence()).contains("5 transactions wait");
    assertThat(whats())
        .anyMatch(
            what ->
                what.startsWith("node2 suspects the primary, node0")
                    && what.contains(TIMING.primaryTimeoutMillis() + " ms")
                    && what.contains(TIMING.requestTimeoutMillis() + " ms")
                    && what.endsWith("2 must, before it is replaced"));
  }

  @Test
  void aViewChangeNamesWhoAsksWhoBeginsAndTheTimer() {
    now.set(1, answering(1, state(1, "changing view").put("view", 6)));
    now.set(3, answering(3, state(3, "changing view").put("view", 6)));

    assertThat(whats())
        .anyMatch(
            what ->
                what.startsWith("node1 and node3 ask for view 6: 3 must, then node2 begins it")
                    && what.contains(TIMING.viewChangeTimeoutMillis() + " ms"));
  }

  @Test
  void transactionsWithAHoleBeforeThemAreNoReasonToWaitForABlock() {
    for (int node = 0; node < NODES; node++) {
      ObjectNode waits = network(node, 7);
      waits.withObject("/pool").put("queued", 3);
      now.set(node, answering(node, waits));
    }

    assertThat(judge().verdict()).isEqualTo(Verdict.IDLE);
    assertFinding("3 transactions cannot be executed", "send the one that is missing");
  }

  @Test
  void aNodeThatTheLabMadeLieIsNamed() {
    ObjectNode liar = network(3, 7);
    liar.withObject("/node").put("misbehaviour", "equivocate");
    now.set(3, answering(3, liar));

    assertFinding("node3 is malicious", "tetrarch lab honest node3");
  }

  @Test
  void aNodeFarBehindIsNamed() {
    now.set(1, answering(1, network(1, 100)));

    assertThat(whats()).anyMatch(what -> what.equals("node2 is 93 blocks behind and fetches them"));
  }

  private Checkup judge() {
    return Doctor.judge(
        TIMING, before, now, node -> Optional.ofNullable(lastWords.get(node.name())));
  }

  private List<String> whats() {
    return judge().findings().stream().map(Finding::what).toList();
  }

  private void assertFinding(String what, String remedy) {
    assertThat(judge().findings())
        .anyMatch(
            finding ->
                finding.what().contains(what) && finding.remedy().orElse("").contains(remedy));
  }

  private static Observation silent(int node, String state) {
    return new Observation(nodeState(node), OptionalLong.empty(), state, Optional.empty());
  }

  private static Observation answering(int node, JsonNode answer) {
    return new Observation(
        nodeState(node), OptionalLong.of(1_000 + node), NodeReport.DEAD, Optional.of(answer));
  }

  private static NodeState nodeState(int node) {
    Path path = Path.of("node" + node);
    return new NodeState(path.toString(), node, path, path, path, "http://h", "h:1", null);
  }

  private static ObjectNode state(int node, String state) {
    ObjectNode network = network(node, 7);
    ((ObjectNode) network.path("replicas").path(node)).put("state", state);
    return network;
  }

  private static ObjectNode network(int node, long height) {
    ObjectNode root = new JsonMapper().createObjectNode();
    root.put("view", 4).put("primary", 0).put("quorumPresent", true);
    root.putObject("head").put("height", height).put("certifiedHeight", height);
    root.putObject("pool").put("executable", 0).put("queued", 0);
    root.putObject("node").put("name", "node" + node);
    for (int replica = 0; replica < NODES; replica++) {
      root.withArray("/replicas")
          .addObject()
          .put("name", "node" + replica)
          .put("self", replica == node)
          .put("state", "normal");
    }
    return root;
  }
}
