package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NodeControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch reset}. */
@Command(
    name = "reset",
    description = "Deletes the chain and the logs of the local network that was started last.",
    footer = {"", "Example: tetrarch down && tetrarch reset --yes"})
final class ResetCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--yes", description = "Deletes without asking.")
  boolean yes;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  ResetCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, LocalNetworkException, CommandFailure {
    NetworkFolder network = surroundings.latest();
    NodeControl control = new NodeControl(network);
    control.requireStopped();
    Screen screen = surroundings.screen();
    if (!yes) {
      Confirmation.ask(screen, "Delete " + network.path() + " with the chain in it?");
    }
    control.delete();
    if (json) {
      screen.json(JsonNodeFactory.instance.objectNode().put("deleted", network.path().toString()));
    } else {
      screen.line("deleted " + network.path());
    }
    return ExitCode.OK.code();
  }
}
