package org.tetrarch.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.node.NodeOptions;
import org.tetrarch.node.NodeProcess;

/**
 * A node of a local network as a process: what {@code node run} does, without the parser of command
 * lines, which costs a starting node a tenth of its time. Its arguments, in the order that {@code
 * NodeProgram} says, come from {@code up} and {@code node start} alone.
 */
public final class LocalNode {
  private static final int TOKEN_FILE = 4;

  private LocalNode() {}

  public static void main(String[] arguments) throws IOException, CommandFailure {
    Optional<String> token =
        arguments.length > TOKEN_FILE
            ? Optional.of(LabTokenFile.read(Path.of(arguments[TOKEN_FILE])))
            : Optional.empty();
    NodeOptions options =
        new NodeOptions(
            Optional.of(Path.of(arguments[1])),
            Optional.empty(),
            Integer.parseInt(arguments[2]),
            token.isPresent(),
            token,
            List.of(arguments[3].split(",")));
    System.exit(NodeProcess.run(Path.of(arguments[0]), options));
  }
}
