package org.tetrarch.genesis.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.tetrarch.genesis.terminal.CommandTree;
import org.tetrarch.genesis.terminal.Screen;
import picocli.CommandLine;

/** {@code genesis} and what is below it. */
public final class GenesisCommands implements CommandTree {
  @Override
  public SequencedMap<String, CommandLine> commands() {
    Screen screen = Screen.ofProcess(Map.of());
    return new LinkedHashMap<>(
        Map.of("genesis", new CommandLine(new GenesisMain(), new ScreenFactory(screen))));
  }
}
