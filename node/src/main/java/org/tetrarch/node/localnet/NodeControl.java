package org.tetrarch.node.localnet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.node.localnet.NetworkState.NodeState;

/** Starts, stops, kills, pauses and resumes the nodes of a network that was started before. */
public final class NodeControl {
  /** How long a node has to end by itself: it finishes its block and closes its database. */
  static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

  private final NetworkFolder network;

  public NodeControl(NetworkFolder network) {
    this.network = network;
  }

  /** What became of a process that was to end. */
  public enum Ending {
    WAS_NOT_RUNNING,
    STOPPED,
    /** It did not end in time and was killed. */
    KILLED
  }

  /** The node's process, if it lives. */
  static Optional<ProcessHandle> process(NodeState node) {
    ProcessIdentity process = node.process();
    return process == null ? Optional.empty() : process.find(node.configFile().toString());
  }

  /** Whether the node is paused. */
  static boolean isPaused(NodeState node) {
    return process(node).filter(p -> RunState.of(p.pid()) == RunState.PAUSED).isPresent();
  }

  /** Whether anything of the network lives: a node, or the command that watches it. */
  boolean anyAlive() throws IOException, LocalNetworkException {
    NetworkState state = network.requireState();
    ProcessIdentity supervisor = state.supervisor();
    boolean supervised =
        supervisor != null
            && supervisor.pid() != ProcessHandle.current().pid()
            && supervisor.find("up").isPresent();
    return supervised || state.nodes().stream().anyMatch(node -> process(node).isPresent());
  }

  /** Whether a process is the one that watches the network, and stops it when it ends. */
  public boolean isWatchedBy(ProcessHandle process) throws IOException, LocalNetworkException {
    return network
        .readState()
        .map(NetworkState::supervisor)
        .filter(supervisor -> supervisor.pid() == process.pid())
        .isPresent();
  }

  /** Starts a node that does not run; returns at once. */
  public NodeState start(String name) throws IOException, LocalNetworkException {
    try (NetworkLock lock = NetworkLock.take(network)) {
      NetworkState state = network.requireState();
      NodeState node = state.require(name);
      Optional<ProcessHandle> running = process(node);
      if (running.isPresent()) {
        throw new LocalNetworkException(
            name
                + " runs already (process "
                + running.get().pid()
                + "): "
                + (isPaused(node) ? "it is paused, resume it" : "restart it if you want it anew"));
      }
      requireFree(node, node.httpUrl().replace("http://", ""));
      requireFree(node, node.p2pAddress());
      NodeState started = node.withProcess(NodeLauncher.start(network, state, node));
      lock.write(network, state.with(started));
      return started;
    }
  }

  /** Asks a node to stop, and kills it if it does not. It is then stopped, not dead. */
  public Ending stop(String name) throws IOException, LocalNetworkException {
    try (NetworkLock lock = NetworkLock.take(network)) {
      NetworkState state = network.requireState();
      NodeState node = state.require(name);
      Ending ending = end(List.of(node)).getOrDefault(name, Ending.WAS_NOT_RUNNING);
      lock.write(network, network.requireState().with(node.withoutProcess()));
      return ending;
    }
  }

  /** Kills a node as kill -9 does, without a chance to write anything more; says whether it ran. */
  public boolean kill(String name) throws IOException, LocalNetworkException {
    Optional<ProcessHandle> process = process(network.requireState().require(name));
    if (process.isEmpty()) {
      return false;
    }
    process.get().destroyForcibly();
    requireGone(name, process.get());
    return true;
  }

  /** Stops a process in its tracks (SIGSTOP): its peers see a node that is there and silent. */
  public void pause(String name) throws IOException, LocalNetworkException {
    signal(name, Signal.STOP, true);
  }

  /** Lets a paused process go on. */
  public void resume(String name) throws IOException, LocalNetworkException {
    signal(name, Signal.CONT, false);
  }

  /** Returns when the signal has taken effect, which on a busy machine is not at once. */
  private void signal(String name, Signal signal, boolean paused)
      throws IOException, LocalNetworkException {
    ProcessHandle process = running(name);
    signal.sendTo(process);
    boolean done =
        Waiting.until(
            KILL_PATIENCE, () -> (RunState.of(process.pid()) == RunState.PAUSED) == paused);
    if (!done) {
      throw new LocalNetworkException(
          name + " (process " + process.pid() + ") does not obey SIG" + signal.name());
    }
  }

  /** Stops all nodes at once and marks the network as stopped; tells what became of each. */
  public Map<String, Ending> stopAll() throws IOException, LocalNetworkException {
    try (NetworkLock lock = NetworkLock.take(network)) {
      Map<String, Ending> endings = end(network.requireState().nodes());
      lock.write(network, network.requireState().stopped());
      return endings;
    }
  }

  /** Throws if anything of the network lives. */
  public void requireStopped() throws IOException, LocalNetworkException {
    if (network.requireState().running() && anyAlive()) {
      throw new LocalNetworkException(
          "the network " + network.name() + " runs: stop it first with 'tetrarch down'");
    }
  }

  /** Deletes the stopped network's folder: its chain, its logs, and what was made to start it. */
  public void delete() throws IOException, LocalNetworkException {
    try (NetworkLock lock = NetworkLock.take(network)) {
      requireStopped();
      lock.delete(network);
    }
  }

  /** Records that no command watches the network any more: its nodes run on their own. */
  public void release() throws IOException, LocalNetworkException {
    try (NetworkLock lock = NetworkLock.take(network)) {
      lock.write(network, network.requireState().unsupervised());
    }
  }

  private Map<String, Ending> end(List<NodeState> nodes) throws IOException, LocalNetworkException {
    Map<String, Ending> endings = new LinkedHashMap<>();
    List<NodeState> waiting = new ArrayList<>();
    for (NodeState node : nodes) {
      Optional<ProcessHandle> process = process(node);
      endings.put(node.name(), process.isEmpty() ? Ending.WAS_NOT_RUNNING : Ending.STOPPED);
      if (process.isPresent()) {
        waiting.add(node);
        process.get().destroy();
        // A paused process acts on the signal only once it goes on.
        if (isPaused(node)) {
          Signal.CONT.sendTo(process.get());
        }
      }
    }
    Waiting.until(STOP_PATIENCE, () -> waiting.stream().allMatch(n -> process(n).isEmpty()));
    for (NodeState node : waiting) {
      Optional<ProcessHandle> process = process(node);
      if (process.isPresent()) {
        process.get().destroyForcibly();
        requireGone(node.name(), process.get());
        endings.put(node.name(), Ending.KILLED);
      }
    }
    return endings;
  }

  private static void requireGone(String name, ProcessHandle process)
      throws IOException, LocalNetworkException {
    boolean gone =
        Waiting.until(
            KILL_PATIENCE, () -> !process.isAlive() || RunState.of(process.pid()) == RunState.GONE);
    if (!gone) {
      throw new LocalNetworkException(
          name + " (process " + process.pid() + ") does not end, although it was killed");
    }
  }

  private ProcessHandle running(String name) throws IOException, LocalNetworkException {
    return process(network.requireState().require(name))
        .orElseThrow(() -> new LocalNetworkException(name + " does not run: start it first"));
  }

  private static void requireFree(NodeState node, String address) throws LocalNetworkException {
    if (!PortCheck.isFree(Endpoint.parse(address))) {
      throw new LocalNetworkException(
          address + ", an address of " + node.name() + ", is taken by another program: stop it");
    }
  }
}
