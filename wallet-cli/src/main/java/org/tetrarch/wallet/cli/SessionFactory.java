package org.tetrarch.wallet.cli;

import java.util.Map;
import java.util.function.Function;
import org.tetrarch.wallet.cli.account.ContactCommand;
import org.tetrarch.wallet.cli.account.ExportCommand;
import org.tetrarch.wallet.cli.account.ImportCommand;
import org.tetrarch.wallet.cli.account.ListCommand;
import org.tetrarch.wallet.cli.account.NewCommand;
import org.tetrarch.wallet.cli.account.PasswordCommand;
import org.tetrarch.wallet.cli.account.RemoveCommand;
import org.tetrarch.wallet.cli.account.RenameCommand;
import org.tetrarch.wallet.cli.account.ShowCommand;
import org.tetrarch.wallet.cli.reading.BalanceCommand;
import org.tetrarch.wallet.cli.reading.HistoryCommand;
import org.tetrarch.wallet.cli.reading.WatchCommand;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.cli.transfer.ReceiptCommand;
import org.tetrarch.wallet.cli.transfer.SendCommand;
import org.tetrarch.wallet.cli.transfer.TxCommand;
import org.tetrarch.wallet.cli.transfer.VerifyCommand;
import picocli.CommandLine;

/** Gives each command the session that it runs in. */
final class SessionFactory implements CommandLine.IFactory {
  private static final Map<Class<?>, Function<Session, Object>> COMMANDS =
      Map.ofEntries(
          Map.entry(NewCommand.class, NewCommand::new),
          Map.entry(ImportCommand.class, ImportCommand::new),
          Map.entry(ListCommand.class, ListCommand::new),
          Map.entry(ShowCommand.class, ShowCommand::new),
          Map.entry(RenameCommand.class, RenameCommand::new),
          Map.entry(RemoveCommand.class, RemoveCommand::new),
          Map.entry(ExportCommand.class, ExportCommand::new),
          Map.entry(PasswordCommand.class, PasswordCommand::new),
          Map.entry(ContactCommand.class, ContactCommand::new),
          Map.entry(BalanceCommand.class, BalanceCommand::new),
          Map.entry(HistoryCommand.class, HistoryCommand::new),
          Map.entry(WatchCommand.class, WatchCommand::new),
          Map.entry(SendCommand.class, SendCommand::new),
          Map.entry(TxCommand.class, TxCommand::new),
          Map.entry(ReceiptCommand.class, ReceiptCommand::new),
          Map.entry(VerifyCommand.class, VerifyCommand::new));

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
