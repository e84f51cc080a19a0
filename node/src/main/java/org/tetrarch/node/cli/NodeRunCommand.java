package org.tetrarch.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.node.NodeOptions;
import org.tetrarch.node.NodeProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch node run}: what a server runs. */
@Command(
    name = "run",
    description = "Runs one node in the foreground, until Ctrl-C or SIGTERM.",
    footer = {"", "Example: tetrarch node run --config my-network/node0/node.json"})
final class NodeRunCommand implements Callable<Integer> {
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\-\\[\\]:]+");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The node's node.json: its name, key, genesis, ports.")
  Path config = Path.of("");

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the chain is kept, instead of where the configuration says.")
  @Nullable Path dataDirectory;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "The genesis file, instead of the configuration's.")
  @Nullable Path genesis;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = "Added to this node's ports and those of its peers.")
  int portOffset;

  @Option(
      names = "--explorers",
      paramLabel = "URL",
      split = ",",
      description =
          "Where the replicas serve HTTP, in their order and joined by commas, this node included:"
              + " then its pages can reach the others.")
  List<String> explorers = List.of();

  @Option(
      names = "--lab",
      description =
          "Lets whoever has the token make this node malicious while it runs. Not for a network"
              + " that matters.")
  boolean lab;

  @Option(
      names = "--lab-token-file",
      paramLabel = "FILE",
      description = "Where the lab's token lies; without it the node makes one and logs it.")
  @Nullable Path labTokenFile;

  @Override
  public Integer call() throws IOException, CommandFailure {
    if (labTokenFile != null && !lab) {
      throw new CommandFailure(ExitCode.USAGE, "--lab-token-file: is of no use without --lab");
    }
    if (portOffset < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--port-offset " + portOffset + ": is below 0");
    }
    for (String each : explorers) {
      if (!ORIGIN.matcher(each).matches()) {
        throw new CommandFailure(
            ExitCode.USAGE, "--explorers " + each + ": is not like http://127.0.0.1:8545");
      }
    }
    NodeOptions options =
        new NodeOptions(
            Optional.ofNullable(dataDirectory),
            Optional.ofNullable(genesis),
            portOffset,
            lab,
            labTokenFile == null ? Optional.empty() : Optional.of(LabTokenFile.read(labTokenFile)),
            explorers);
    return NodeProcess.run(config, options);
  }
}
