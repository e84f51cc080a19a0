package org.tetrarch.node.localnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a network from one command to the next.
 *
 * @param genesisHash of the chain that its data directories hold
 * @param portOffset how far all ports are above those in the nodes' configurations
 * @param running whether it was started and not stopped since; single nodes may be dead all the
 *     same
 * @param startedAtMillis Unix time of the last start
 * @param supervisor the command that watches it in the foreground, or null
 * @param labTokenFile where the lab's secret lies, or null if the nodes run without the lab
 */
public record NetworkState(
    String name,
    long chainId,
    String symbol,
    String genesisHash,
    Path genesisFile,
    int portOffset,
    boolean running,
    long startedAtMillis,
    @Nullable ProcessIdentity supervisor,
    @Nullable Path labTokenFile,
    List<NodeState> nodes) {

  public NetworkState {
    nodes = List.copyOf(nodes);
  }

  public Optional<NodeState> node(String wanted) {
    return nodes.stream().filter(node -> node.name().equals(wanted)).findFirst();
  }

  /** The node of that name; an error that lists the names if there is none. */
  public NodeState require(String wanted) throws LocalNetworkException {
    return node(wanted)
        .orElseThrow(
            () ->
                new LocalNetworkException(
                    "no node of "
                        + name
                        + " is called \""
                        + wanted
                        + "\"; there are "
                        + String.join(", ", nodeNames())));
  }

  public List<String> nodeNames() {
    return nodes.stream().map(NodeState::name).toList();
  }

  NetworkState with(NodeState changed) {
    return copy(
        running,
        supervisor,
        nodes.stream().map(n -> n.name().equals(changed.name()) ? changed : n).toList());
  }

  /** The same network, watched by no command. */
  NetworkState unsupervised() {
    return copy(running, null, nodes);
  }

  /** The same network, stopped: no node has a process. */
  NetworkState stopped() {
    return copy(false, null, nodes.stream().map(NodeState::withoutProcess).toList());
  }

  private NetworkState copy(
      boolean runs, @Nullable ProcessIdentity watchedBy, List<NodeState> changed) {
    return new NetworkState(
        name,
        chainId,
        symbol,
        genesisHash,
        genesisFile,
        portOffset,
        runs,
        startedAtMillis,
        watchedBy,
        labTokenFile,
        changed);
  }

  /**
   * One node.
   *
   * @param p2pAddress host:port
   * @param process the process that was started for it last; null after it was stopped on purpose
   */
  public record NodeState(
      String name,
      int index,
      Path configFile,
      Path dataDirectory,
      Path logFile,
      String httpUrl,
      String p2pAddress,
      @Nullable ProcessIdentity process) {

    NodeState withProcess(ProcessIdentity identity) {
      return new NodeState(
          name, index, configFile, dataDirectory, logFile, httpUrl, p2pAddress, identity);
    }

    NodeState withoutProcess() {
      return new NodeState(
          name, index, configFile, dataDirectory, logFile, httpUrl, p2pAddress, null);
    }
  }
}
