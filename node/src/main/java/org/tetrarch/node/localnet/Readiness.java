package org.tetrarch.node.localnet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tetrarch.node.localnet.NetworkState.NodeState;

/** Waits until nodes that were just started serve, or says why they do not. */
public final class Readiness {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final int LOG_LINES = 15;

  private final Duration patience;

  /**
   * @param patience how long to wait in all
   */
  public Readiness(Duration patience) {
    this.patience = patience;
  }

  /** What must be true of a node. */
  public enum Stage {
    /** It serves HTTP. */
    UP,
    /** It also hears a quorum, so that what it is sent can become final. */
    READY
  }

  /**
   * Returns when every node has reached the stage. Throws when a process ends before that, with the
   * end of its log, or when the time is over.
   */
  public void await(List<NodeState> nodes, Stage stage) throws IOException, LocalNetworkException {
    Set<String> pending =
        nodes.stream().map(NodeState::name).collect(Collectors.toCollection(TreeSet::new));
    boolean reached =
        Waiting.until(
            patience,
            () -> {
              for (NodeState node : nodes) {
                if (pending.contains(node.name()) && hasReached(node, stage)) {
                  pending.remove(node.name());
                }
              }
              return pending.isEmpty();
            });
    if (!reached) {
      throw tooSlow(nodes, pending, stage);
    }
  }

  private static boolean hasReached(NodeState node, Stage stage)
      throws IOException, LocalNetworkException {
    if (NodeControl.process(node).isEmpty()) {
      throw new NodeDiedException(
          node.name() + " ended while it started", LogText.last(node.logFile(), LOG_LINES));
    }
    NodeApi api = new NodeApi(node.httpUrl(), ANSWER_TIMEOUT);
    return stage == Stage.UP ? api.isUp() : api.isReady();
  }

  private LocalNetworkException tooSlow(List<NodeState> nodes, Set<String> pending, Stage stage) {
    List<String> logs = new ArrayList<>();
    for (NodeState node : nodes) {
      if (pending.contains(node.name())) {
        logs.add(node.logFile().toString());
      }
    }
    return new LocalNetworkException(
        String.join(", ", pending)
            + (stage == Stage.UP ? " did not answer within " : " did not get ready within ")
            + patience.toSeconds()
            + " seconds: see "
            + String.join(", ", logs));
  }
}
