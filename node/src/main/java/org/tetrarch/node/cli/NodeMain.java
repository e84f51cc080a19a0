package org.tetrarch.node.cli;

import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.Commands;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NodeDiedException;
import org.tetrarch.node.localnet.NodeProgram;
import org.tetrarch.node.localnet.TetrarchHome;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The commands around nodes; the launcher {@code tetrarch} calls it with the command's name. */
@Command(
    name = "tetrarch",
    description = "A local network of nodes, and the nodes themselves.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: tetrarch up"},
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      LogsCommand.class,
      ResetCommand.class,
      NodeCommand.class,
      EvidenceCommand.class
    })
public final class NodeMain {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  boolean help;

  NodeMain() {}

  public static void main(String[] args) {
    Surroundings surroundings =
        new Surroundings(
            Screen.ofProcess(System.getenv()),
            TetrarchHome.of(System.getenv()),
            NodeProgram.ofThisProcess(LocalNode.class.getName()),
            System.getenv().getOrDefault("TETRARCH_COMMAND", "./tetrarch"));
    System.exit(run(surroundings, args));
  }

  /** Runs one command and returns its exit code. */
  static int run(Surroundings surroundings, String... args) {
    CommandLine command = new CommandLine(new NodeMain(), new CommandFactory(surroundings));
    return Commands.run(
        command, surroundings.screen(), e -> translate(surroundings.screen(), e), args);
  }

  private static Exception translate(Screen screen, Exception exception) {
    if (exception instanceof NodeDiedException died) {
      died.logLines().forEach(screen.err()::println);
    }
    return switch (exception) {
      case LocalNetworkException e -> failure(e);
      case GenesisException e -> failure(e);
      default -> exception;
    };
  }

  private static CommandFailure failure(Exception e) {
    return new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
  }
}
