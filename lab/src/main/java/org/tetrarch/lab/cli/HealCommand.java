package org.tetrarch.lab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch lab heal}. */
@Command(
    name = "heal",
    description = "Makes all lines between nodes good again. Misbehaviours stay.",
    footer = {"", "Example: tetrarch lab heal"})
final class HealCommand implements Callable<Integer> {
  private final Screen screen;
  private final LabNodes nodes;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  HealCommand(Screen screen, LabNodes nodes) {
    this.screen = screen;
    this.nodes = nodes;
  }

  @Override
  public Integer call() throws Exception {
    List<String> silent = new ArrayList<>();
    for (String node : nodes.all()) {
      try {
        nodes.heal(node);
      } catch (CommandFailure e) {
        if (e.exitCode() != ExitCode.NODE_OUT_OF_REACH) {
          throw e;
        }
        silent.add(node);
      }
    }
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      ArrayNode outOfReach = root.putArray("outOfReach");
      silent.forEach(outOfReach::add);
      screen.json(root);
    } else {
      screen.line(said(silent));
    }
    return ExitCode.OK.code();
  }

  /** A dead node forgets what was wrong with its lines; one that is paused does not. */
  private static String said(List<String> silent) {
    return silent.isEmpty()
        ? "all lines are good"
        : "all lines are good but those from %s, out of reach: good as well once it is started again; if it is only paused, heal again after 'tetrarch node resume'"
            .formatted(String.join(", ", silent));
  }
}
