package org.tetrarch.genesis.cli;

import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.Commands;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code tetrarch genesis}. */
@Command(
    name = "tetrarch genesis",
    description = "Makes, checks and shows genesis files: who validates, who owns what.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: four validators on this machine and one account with a million coins",
      "  tetrarch genesis create --nodes 4 --alloc 0x7099…79C8=1000000 -o my-network"
    },
    subcommands = {
      CreateCommand.class,
      ValidateCommand.class,
      ShowCommand.class,
      HashCommand.class
    })
public final class GenesisMain {
  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  boolean help;

  GenesisMain() {}

  public static void main(String[] args) {
    System.exit(run(Screen.ofProcess(System.getenv()), args));
  }

  /** Runs one command and returns its exit code. */
  public static int run(Screen screen, String... args) {
    CommandLine command = new CommandLine(new GenesisMain(), new ScreenFactory(screen));
    return Commands.run(command, screen, GenesisMain::translate, args);
  }

  private static Exception translate(Exception exception) {
    return exception instanceof GenesisException
        ? new CommandFailure(ExitCode.FAILURE, String.valueOf(exception.getMessage()), exception)
        : exception;
  }
}
