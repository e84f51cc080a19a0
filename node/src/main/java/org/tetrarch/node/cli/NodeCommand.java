package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkState.NodeState;
import org.tetrarch.node.localnet.NodeControl;
import org.tetrarch.node.localnet.Readiness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch node}. */
@Command(
    name = "node",
    description = "Stops, kills, starts, pauses one node of the local network; or runs one alone.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: what happens without the primary?",
      "  tetrarch node kill node0 && tetrarch status"
    },
    subcommands = {NodeRunCommand.class})
final class NodeCommand {
  /** A node that was down long has blocks to check before it serves. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final Surroundings surroundings;

  NodeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What each of the commands takes. */
  static final class Target {
    @Parameters(paramLabel = "NODE", description = "Such as node0.")
    String node = "";

    @Option(names = "--json", description = "Prints JSON.")
    boolean json;
  }

  @Command(
      name = "start",
      description = "Starts a node that was stopped or killed.",
      footer = {"", "Example: tetrarch node start node0"})
  int start(@Mixin Target target) throws IOException, LocalNetworkException, CommandFailure {
    NodeControl control = new NodeControl(surroundings.running());
    NodeState started = control.start(target.node);
    new Readiness(START_PATIENCE).await(List.of(started), Readiness.Stage.UP);
    var process = started.process();
    String pid = process == null ? "" : " (process " + process.pid() + ")";
    return done(target, "started", target.node + " started" + pid);
  }

  @Command(
      name = "stop",
      description = "Asks a node to stop (SIGTERM); kills it if it does not in 10 seconds.",
      footer = {"", "Example: tetrarch node stop node0"})
  int stop(@Mixin Target target) throws IOException, LocalNetworkException, CommandFailure {
    String ending = EndingText.of(new NodeControl(surroundings.running()).stop(target.node));
    return done(target, ending, target.node + " " + ending);
  }

  @Command(
      name = "kill",
      description = "Kills a node as kill -9 does: it has no chance to write anything more.",
      footer = {"", "Example: tetrarch node kill node0"})
  int kill(@Mixin Target target) throws IOException, LocalNetworkException, CommandFailure {
    boolean ran = new NodeControl(surroundings.running()).kill(target.node);
    String what = ran ? "killed" : "was not running";
    return done(target, what, target.node + " " + what);
  }

  @Command(
      name = "restart",
      description = "Stops a node and starts it again.",
      footer = {"", "Example: tetrarch node restart node0"})
  int restart(@Mixin Target target) throws IOException, LocalNetworkException, CommandFailure {
    new NodeControl(surroundings.running()).stop(target.node);
    return start(target);
  }

  @Command(
      name = "pause",
      description = "Stops a node in its tracks (SIGSTOP): it is there, and silent.",
      footer = {"", "Example: tetrarch node pause node1"})
  int pause(@Mixin Target target) throws IOException, LocalNetworkException, CommandFailure {
    new NodeControl(surroundings.running()).pause(target.node);
    return done(target, "paused", target.node + " paused");
  }

  @Command(
      name = "resume",
      description = "Lets a paused node go on.",
      footer = {"", "Example: tetrarch node resume node1"})
  int resume(@Mixin Target target) throws IOException, LocalNetworkException, CommandFailure {
    new NodeControl(surroundings.running()).resume(target.node);
    return done(target, "resumed", target.node + " goes on");
  }

  private int done(Target target, String what, String sentence) {
    if (target.json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      surroundings.screen().json(root.put("node", target.node).put("result", what));
    } else {
      surroundings.screen().line(sentence);
    }
    return ExitCode.OK.code();
  }
}
