package org.tetrarch.wallet.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** Gives each command the session that it runs in. */
final class SessionFactory implements CommandLine.IFactory {
  private static final Map<Class<?>, Function<Session, Object>> COMMANDS =
      Map.of(
          NewCommand.class, NewCommand::new,
          ImportCommand.class, ImportCommand::new,
          ListCommand.class, ListCommand::new,
          BalanceCommand.class, BalanceCommand::new,
          SendCommand.class, SendCommand::new,
          TxCommand.class, TxCommand::new);

  private final Session session;
  private final CommandLine.IFactory others = CommandLine.defaultFactory();

  SessionFactory(Session session) {
    this.session = session;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Function<Session, Object> command = COMMANDS.get(type);
    return command == null ? others.create(type) : type.cast(command.apply(session));
  }
}
