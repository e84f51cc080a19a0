package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.node.localnet.LocalNetworkException;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NodeControl;
import org.tetrarch.node.localnet.NodeControl.Ending;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch down}. */
@Command(
    name = "down",
    description = "Stops the local network. Its chain stays: 'tetrarch up' goes on with it.",
    footer = {"", "Example: tetrarch down"})
final class DownCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  DownCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, LocalNetworkException, CommandFailure {
    NetworkFolder network = surroundings.running();
    Map<String, Ending> endings = new NodeControl(network).stopAll();
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("network", network.name());
      ObjectNode nodes = root.putObject("nodes");
      endings.forEach((node, ending) -> nodes.put(node, EndingText.of(ending)));
      surroundings.screen().json(root);
    } else {
      endings.forEach((node, ending) -> print(node, ending));
    }
    return ExitCode.OK.code();
  }

  private void print(String node, Ending ending) {
    surroundings.screen().line(node + " " + EndingText.of(ending));
  }
}
