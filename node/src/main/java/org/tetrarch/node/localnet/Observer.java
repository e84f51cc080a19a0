package org.tetrarch.node.localnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tetrarch.node.localnet.NetworkReport.NodeReport;
import org.tetrarch.node.localnet.NetworkState.NodeState;

/** Asks all nodes of a network at once how they are. */
public final class Observer {
  /** A node that is not stuck answers within a few milliseconds, a busy machine allowed for. */
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);

  private Observer() {}

  /** Takes about as long as the slowest answer, and never much longer than the timeout. */
  public static NetworkReport report(NetworkState network) throws InterruptedIOException {
    return Diagnosis.of(network, observe(network));
  }

  /** One of each node, in the order of genesis. */
  static List<Observation> observe(NetworkState network) throws InterruptedIOException {
    List<Observation> observations = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Observation>> asked =
          network.nodes().stream().map(node -> threads.submit(() -> observe(node))).toList();
      for (Future<Observation> answer : asked) {
        observations.add(answer.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking the nodes");
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking a node failed", e.getCause());
    }
    return observations;
  }

  private static Observation observe(NodeState node) {
    Optional<ProcessHandle> process = NodeControl.process(node);
    OptionalLong pid = process.map(p -> OptionalLong.of(p.pid())).orElse(OptionalLong.empty());
    if (process.isEmpty()) {
      String state = node.process() == null ? NodeReport.STOPPED : NodeReport.DEAD;
      return new Observation(node, pid, state, Optional.empty());
    }
    if (NodeControl.isPaused(node)) {
      return new Observation(node, pid, NodeReport.PAUSED, Optional.empty());
    }
    Optional<JsonNode> answer = new NodeApi(node.httpUrl(), TIMEOUT).network();
    return new Observation(node, pid, NodeReport.NOT_ANSWERING, answer);
  }

  /**
   * What was seen of one node.
   *
   * @param withoutAnswer its state if it does not answer
   * @param answer its {@code /api/v1/network}
   */
  record Observation(
      NodeState node, OptionalLong pid, String withoutAnswer, Optional<JsonNode> answer) {}
}
