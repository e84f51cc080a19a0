package org.tetrarch.node.localnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.node.localnet.Checkup.Verdict;
import org.tetrarch.node.localnet.NetworkState.NodeState;
import org.tetrarch.node.localnet.Observer.Observation;

/** Looks at a network twice, and says why it moves or does not. */
public final class Doctor {
  /** Several blocks, where blocks are made. */
  private static final long MILLIS_BETWEEN_LOOKS = 1_500;

  private static final int LOG_LINES = 40;

  private Doctor() {}

  public static Checkup examine(NetworkState network) throws IOException, GenesisException {
    PbftParameters timing = GenesisFile.read(network.genesisFile()).pbft();
    List<Observation> before = Observer.observe(network);
    Waiting.pause(MILLIS_BETWEEN_LOOKS);
    List<Observation> now = Observer.observe(network);
    return judge(timing, before, now, Doctor::lastWords);
  }

  /**
   * @param lastWords why a node ended or halted, as it wrote itself
   */
  static Checkup judge(
      PbftParameters timing,
      List<Observation> before,
      List<Observation> now,
      Function<NodeState, Optional<String>> lastWords) {
    ReplicaSet replicas = new ReplicaSet(now.size());
    long voters = now.stream().filter(Doctor::votes).count();
    Symptoms symptoms = new Symptoms(replicas, timing, now, lastWords);
    Verdict verdict = verdict(replicas, voters, before, now);
    String votes =
        "%d of %d nodes vote, and %d must".formatted(voters, now.size(), replicas.quorum());
    long height = highest(now);
    String sentence =
        switch (verdict) {
          case MOVES ->
              "It moves: block %d, %d more than %.1f s ago; %s."
                  .formatted(
                      height, height - highest(before), MILLIS_BETWEEN_LOOKS / 1000.0, votes);
          case IDLE ->
              "It is well and has nothing to do: no transaction waits at block %d, and a block is"
                      .formatted(height)
                  + " made only for one; "
                  + votes
                  + ".";
          case WAITS ->
              "It does not move although %d transactions wait at block %d; %s."
                  .formatted(waiting(now), height, votes);
          case STUCK -> "It stands still at block %d: %s.".formatted(height, votes);
        };
    return new Checkup(verdict, sentence, symptoms.all());
  }

  private static Verdict verdict(
      ReplicaSet replicas, long voters, List<Observation> before, List<Observation> now) {
    if (highest(now) > highest(before)) {
      return Verdict.MOVES;
    }
    if (voters < replicas.quorum() || mostHearNoQuorum(now)) {
      return Verdict.STUCK;
    }
    return waiting(now) == 0 ? Verdict.IDLE : Verdict.WAITS;
  }

  /** The processes may all be there, and not hear one another. */
  private static boolean mostHearNoQuorum(List<Observation> now) {
    long complaining =
        answers(now).filter(answer -> !answer.path("quorumPresent").asBoolean(true)).count();
    return 2 * complaining > answers(now).count();
  }

  static boolean votes(Observation seen) {
    return seen.answer()
        .map(Diagnosis::ownState)
        .filter(state -> !state.equals(Symptoms.FOLLOWING) && !state.equals(Symptoms.HALTED))
        .isPresent();
  }

  private static long highest(List<Observation> seen) {
    return answers(seen).mapToLong(a -> a.path("head").path("height").asLong()).max().orElse(0);
  }

  private static long waiting(List<Observation> seen) {
    return answers(seen).mapToLong(a -> a.path("pool").path("executable").asLong()).max().orElse(0);
  }

  private static Stream<JsonNode> answers(List<Observation> seen) {
    return seen.stream().flatMap(each -> each.answer().stream());
  }

  private static Optional<String> lastWords(NodeState node) {
    try {
      return LogText.last(node.logFile(), LOG_LINES).stream()
          .filter(line -> line.startsWith("error: ") || line.contains("HALTED"))
          .reduce((earlier, later) -> later)
          .map(line -> line.replaceFirst("^error: |^.*(?=HALTED)", ""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
