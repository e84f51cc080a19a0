package org.tetrarch.wallet.cli;

import picocli.CommandLine;

/** Gives each command the session that it runs in. */
final class SessionFactory implements CommandLine.IFactory {
  private final Session session;
  private final CommandLine.IFactory others = CommandLine.defaultFactory();

  SessionFactory(Session session) {
    this.session = session;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Object command =
        switch (type.getSimpleName()) {
          case "NewCommand" -> new NewCommand(session);
          case "ImportCommand" -> new ImportCommand(session);
          case "ListCommand" -> new ListCommand(session);
          case "BalanceCommand" -> new BalanceCommand(session);
          case "SendCommand" -> new SendCommand(session);
          case "TxCommand" -> new TxCommand(session);
          default -> others.create(type);
        };
    return type.cast(command);
  }
}
