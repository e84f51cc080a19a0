package org.tetrarch.genesis.terminal;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code tetrarch completion}: a script that completes all commands of all modules. */
@Command(
    name = "tetrarch completion",
    description = {"Prints a script that completes commands and options in bash and zsh."},
    footer = {
      "",
      "Example, for this shell or as a line of ~/.bashrc: source <(tetrarch completion)"
    })
public final class Completion implements Runnable {
  private static final String PROGRAM = "tetrarch";

  /** What the launcher does by itself. */
  private static final List<String> OF_THE_LAUNCHER =
      List.of("completion", "help", "test", "version");

  private final Screen screen;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  boolean help;

  Completion(Screen screen) {
    this.screen = screen;
  }

  public static void main(String[] args) {
    System.exit(run(Screen.ofProcess(System.getenv()), args));
  }

  static int run(Screen screen, String... args) {
    return Commands.run(new CommandLine(new Completion(screen)), screen, failure -> failure, args);
  }

  @Override
  public void run() {
    CommandLine root = new CommandLine(CommandSpec.create().name(PROGRAM));
    for (CommandTree tree : ServiceLoader.load(CommandTree.class)) {
      for (Map.Entry<String, CommandLine> command : tree.commands().entrySet()) {
        root.addSubcommand(command.getKey(), command.getValue());
      }
    }
    for (String name : OF_THE_LAUNCHER) {
      root.addSubcommand(name, new CommandLine(CommandSpec.create().name(name)));
    }
    screen.out().print(AutoComplete.bash(PROGRAM, root));
  }
}
