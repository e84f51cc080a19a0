package org.tetrarch.genesis.cli;

import org.tetrarch.genesis.terminal.Screen;
import picocli.CommandLine;

/** Gives each command the screen that it prints to. */
final class ScreenFactory implements CommandLine.IFactory {
  private final Screen screen;
  private final CommandLine.IFactory others = CommandLine.defaultFactory();

  ScreenFactory(Screen screen) {
    this.screen = screen;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == CreateCommand.class) {
      return type.cast(new CreateCommand(screen));
    }
    if (type == ValidateCommand.class) {
      return type.cast(new ValidateCommand(screen));
    }
    if (type == ShowCommand.class) {
      return type.cast(new ShowCommand(screen));
    }
    if (type == HashCommand.class) {
      return type.cast(new HashCommand(screen));
    }
    return others.create(type);
  }
}
