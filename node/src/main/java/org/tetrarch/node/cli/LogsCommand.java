package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.LogFollower;
import org.tetrarch.node.localnet.LogText;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NetworkState;
import org.tetrarch.node.localnet.NetworkState.NodeState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch logs}. */
@Command(
    name = "logs",
    description = "Shows what the nodes of the local network that was started last write.",
    footer = {"", "Example: tetrarch logs -f node0"})
final class LogsCommand implements Callable<Integer> {
  private static final long MILLIS_BETWEEN_LOOKS = 200;

  private final Surroundings surroundings;

  @Parameters(arity = "0..1", paramLabel = "NODE", description = "One node; default: all.")
  @Nullable String node;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what is written from now on, until Ctrl-C.")
  boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many lines of each node to begin with; default 50.")
  int lines = 50;

  @Option(names = "--json", description = "Prints a JSON document for each line.")
  boolean json;

  LogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, LocalNetworkException, CommandFailure {
    if (lines < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--lines " + lines + ": is below 0");
    }
    List<NodeState> nodes = nodes(surroundings.latest());
    Map<String, LogFollower> followers = new LinkedHashMap<>();
    for (NodeState each : nodes) {
      followers.put(each.name(), new LogFollower(each.logFile()));
      for (String line : LogText.last(each.logFile(), lines)) {
        print(each.name(), line);
      }
    }
    surroundings.screen().flush();
    while (follow) {
      for (Map.Entry<String, LogFollower> each : followers.entrySet()) {
        for (String line : each.getValue().next()) {
          print(each.getKey(), line);
        }
      }
      surroundings.screen().flush();
      pause();
    }
    return ExitCode.OK.code();
  }

  private List<NodeState> nodes(NetworkFolder network) throws IOException, LocalNetworkException {
    NetworkState state = network.requireState();
    return node == null ? state.nodes() : List.of(state.require(node));
  }

  private void print(String name, String line) {
    Screen screen = surroundings.screen();
    if (json) {
      screen.line(
          JsonNodeFactory.instance.objectNode().put("node", name).put("line", line).toString());
    } else {
      screen.line(node == null ? screen.dim(name + " |") + " " + line : line);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while following the logs", e);
    }
  }
}
