package org.tetrarch.lab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the lines between nodes worse: what {@code cut}, {@code delay} and {@code drop} share. */
abstract class LinkCommand implements Callable<Integer> {
  private final Screen screen;
  private final LabNodes nodes;

  @Mixin LinkEnds ends = new LinkEnds();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  LinkCommand(Screen screen, LabNodes nodes) {
    this.screen = screen;
    this.nodes = nodes;
  }

  /** The last part of the route that a node is asked for, such as delay/300. */
  abstract String change() throws CommandFailure;

  /** What is true now, for people. */
  abstract String said();

  @Override
  public Integer call() throws Exception {
    List<LinkEnds.Line> lines = ends.lines();
    if (lines.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "a node has no line to itself: name two");
    }
    String change = change();
    nodes.requireAll(lines.stream().flatMap(line -> line.names().stream()).distinct().toList());
    for (LinkEnds.Line line : lines) {
      nodes.change(line.from(), line.to(), change);
    }
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (LinkEnds.Line line : lines) {
        ObjectNode entry = array.addObject();
        entry.put("from", line.from());
        entry.put("to", line.to());
        entry.put("change", change);
      }
      screen.json(array);
    } else {
      screen.line(said());
      screen.line(screen.dim("undo it with: tetrarch lab heal"));
    }
    return ExitCode.OK.code();
  }

  @Command(
      name = "cut",
      description = "Lets nothing through between nodes; connections stay up.",
      footer = {
        "",
        "Examples: tetrarch lab cut node0 node1",
        "          tetrarch lab cut node0,node1 node2,node3   (a partition: nobody has a quorum)"
      })
  static final class Cut extends LinkCommand {
    Cut(Screen screen, LabNodes nodes) {
      super(screen, nodes);
    }

    @Override
    String change() {
      return "cut";
    }

    @Override
    String said() {
      return "nothing gets through from " + ends;
    }
  }

  @Command(
      name = "delay",
      description = "Lets everything between nodes arrive later.",
      footer = {"", "Example: tetrarch lab delay node0 node1 300"})
  static final class Delay extends LinkCommand {
    private static final int MOST_MILLIS = 60_000;

    @Parameters(index = "2", paramLabel = "MS", description = "Milliseconds, 0 to 60000.")
    int millis;

    Delay(Screen screen, LabNodes nodes) {
      super(screen, nodes);
    }

    @Override
    String change() throws CommandFailure {
      return "delay/" + within("MS", millis, MOST_MILLIS);
    }

    @Override
    String said() {
      return "everything arrives " + millis + " ms later from " + ends;
    }
  }

  @Command(
      name = "drop",
      description = "Loses a share of what is sent between nodes, by chance.",
      footer = {"", "Example: tetrarch lab drop node0 node1 30"})
  static final class Drop extends LinkCommand {
    @Parameters(index = "2", paramLabel = "PERCENT", description = "0 to 100.")
    int percent;

    Drop(Screen screen, LabNodes nodes) {
      super(screen, nodes);
    }

    @Override
    String change() throws CommandFailure {
      return "drop/" + within("PERCENT", percent, 100);
    }

    @Override
    String said() {
      return percent + " of 100 messages are lost from " + ends;
    }
  }

  private static int within(String name, int value, int most) throws CommandFailure {
    if (value < 0 || value > most) {
      throw new CommandFailure(
          ExitCode.USAGE, name + " must be from 0 to " + most + ", not " + value);
    }
    return value;
  }
}
