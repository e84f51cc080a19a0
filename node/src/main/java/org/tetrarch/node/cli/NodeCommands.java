package org.tetrarch.node.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.tetrarch.genesis.terminal.CommandTree;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.NodeProgram;
import org.tetrarch.node.localnet.TetrarchHome;
import picocli.CommandLine;

/** {@code up}, {@code node} and the others around nodes. */
public final class NodeCommands implements CommandTree {
  @Override
  public SequencedMap<String, CommandLine> commands() {
    Surroundings surroundings =
        new Surroundings(
            Screen.ofProcess(Map.of()),
            TetrarchHome.of(Map.of()),
            NodeProgram.ofThisProcess(LocalNode.class.getName()),
            "tetrarch");
    return new LinkedHashMap<>(
        new CommandLine(new NodeMain(), new CommandFactory(surroundings)).getSubcommands());
  }
}
