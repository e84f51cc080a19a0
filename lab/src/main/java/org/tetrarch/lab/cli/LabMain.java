package org.tetrarch.lab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.Commands;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.TetrarchHome;
import org.tetrarch.node.plugin.Misbehaviour;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code tetrarch lab}. */
@Command(
    name = "tetrarch lab",
    description = "Breaks the local network on purpose, and mends it.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples: tetrarch lab malicious node0 equivocate",
      "          tetrarch lab cut node0,node1 node2,node3"
    })
public final class LabMain {
  /** As wide as the longest name there is. */
  private static final String LOG = "logback.configurationFile";

  private static final String NAME_COLUMN = "%-22s %s";

  private final Screen screen;
  private final LabNodes nodes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  boolean help;

  LabMain(Screen screen, LabNodes nodes) {
    this.screen = screen;
    this.nodes = nodes;
  }

  public static void main(String[] args) {
    // Before the first logger is made: nodes that are broken on purpose have much to say.
    if (System.getProperty(LOG) == null) {
      System.setProperty(LOG, "org/tetrarch/lab/cli/logback-quiet.xml");
    }
    Screen screen = Screen.ofProcess(System.getenv());
    System.exit(run(screen, new LabNodes(TetrarchHome.of(System.getenv())), args));
  }

  static int run(Screen screen, LabNodes nodes, String... args) {
    return Commands.run(commandLine(screen, nodes), screen, LabMain::translate, args);
  }

  static CommandLine commandLine(Screen screen, LabNodes nodes) {
    return new CommandLine(new LabMain(screen, nodes))
        .addSubcommand(new LinkCommand.Cut(screen, nodes))
        .addSubcommand(new LinkCommand.Delay(screen, nodes))
        .addSubcommand(new LinkCommand.Drop(screen, nodes))
        .addSubcommand(new HealCommand(screen, nodes))
        .addSubcommand(new SimulateCommand(screen));
  }

  private static Exception translate(Exception exception) {
    return exception instanceof LocalNetworkException e
        ? new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e)
        : exception;
  }

  @Command(name = "list", description = "Lists what a node can be told to do.")
  int list(@Option(names = "--json", description = "Prints JSON.") boolean json) {
    List<Misbehaviour> all = new Adversary().misbehaviours();
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Misbehaviour each : all) {
        ObjectNode entry = array.addObject();
        entry.put("name", each.name());
        entry.put("description", each.description());
        entry.put("expectation", each.expectation());
      }
      screen.json(array);
    } else {
      for (Misbehaviour each : all) {
        screen.line(NAME_COLUMN.formatted(each.name(), each.description()));
        screen.line(NAME_COLUMN.formatted("", screen.dim("you see: " + each.expectation())));
      }
    }
    return ExitCode.OK.code();
  }

  @Command(name = "malicious", description = "Makes a node of the local network malicious.")
  int malicious(
      @Parameters(paramLabel = "NODE", description = "Such as node0.") String node,
      @Parameters(paramLabel = "BEHAVIOUR", description = "One that 'lab list' names.")
          String behaviour,
      @Option(names = "--json", description = "Prints JSON.") boolean json)
      throws IOException, LocalNetworkException, CommandFailure {
    Misbehaviour chosen =
        new Adversary()
            .misbehaviours().stream()
                .filter(each -> each.name().equals(behaviour))
                .findFirst()
                .orElseThrow(
                    () ->
                        new CommandFailure(
                            ExitCode.USAGE,
                            "there is no misbehaviour '" + behaviour + "': see 'lab list'"));
    nodes.set(node, behaviour);
    report(json, node, behaviour, node + " is malicious now: " + chosen.description());
    if (!json) {
      screen.line(screen.dim("you see: " + chosen.expectation()));
    }
    return ExitCode.OK.code();
  }

  @Command(name = "honest", description = "Makes a node honest again.")
  int honest(
      @Parameters(paramLabel = "NODE", description = "Such as node0.") String node,
      @Option(names = "--json", description = "Prints JSON.") boolean json)
      throws IOException, LocalNetworkException, CommandFailure {
    nodes.clear(node);
    report(json, node, "", node + " is honest");
    return ExitCode.OK.code();
  }

  private void report(boolean json, String node, String behaviour, String text) {
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("node", node);
      root.put("malicious", !behaviour.isEmpty());
      if (!behaviour.isEmpty()) {
        root.put("behaviour", behaviour);
      }
      screen.json(root);
    } else {
      screen.line(text);
    }
  }
}
