package org.tetrarch.lab.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.tetrarch.genesis.terminal.CommandTree;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.TetrarchHome;
import picocli.CommandLine;

/** {@code lab} and what is below it. */
public final class LabCommands implements CommandTree {
  @Override
  public SequencedMap<String, CommandLine> commands() {
    Screen screen = Screen.ofProcess(Map.of());
    LabNodes nodes = new LabNodes(TetrarchHome.of(Map.of()));
    return new LinkedHashMap<>(Map.of("lab", LabMain.commandLine(screen, nodes)));
  }
}
