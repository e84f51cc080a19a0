package org.tetrarch.wallet.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.Commands;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
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
import org.tetrarch.wallet.contacts.ContactException;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.prompt.ConsolePrompt;
import org.tetrarch.wallet.prompt.Prompt;
import org.tetrarch.wallet.settings.SettingsException;
import org.tetrarch.wallet.transfer.TransferException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code tetrarch wallet}. */
@Command(
    name = "tetrarch wallet",
    description = "Keys, balances, transfers.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example, on the local network of 'tetrarch up':",
      "  tetrarch wallet send --from dev0 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1.5",
      "",
      "dev0 to dev9 are accounts of local networks; their keys are public. Your own keys lie in",
      "TETRARCH_HOME/keystore (~/.tetrarch/keystore), each under its password.",
      "Node: --rpc-url, TETRARCH_RPC_URL, ETH_RPC_URL, rpc-url in TETRARCH_HOME/wallet.properties,",
      "http://127.0.0.1:8545. Exit codes: 0 ok, 1 failure, 2 usage, 3 node out of reach, 4 rejected",
      "by the chain, 5 not final in time."
    },
    subcommands = {
      NewCommand.class,
      ImportCommand.class,
      ListCommand.class,
      ShowCommand.class,
      RenameCommand.class,
      RemoveCommand.class,
      ExportCommand.class,
      PasswordCommand.class,
      ContactCommand.class,
      BalanceCommand.class,
      HistoryCommand.class,
      WatchCommand.class,
      SendCommand.class,
      TxCommand.class,
      ReceiptCommand.class,
      VerifyCommand.class
    })
public final class WalletMain {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  boolean help;

  WalletMain() {}

  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    System.exit(run(Screen.ofProcess(environment), environment, new ConsolePrompt(), args));
  }

  /** Runs one command and returns its exit code. */
  public static int run(
      Screen screen, Map<String, String> environment, Prompt prompt, String... args) {
    try {
      SecretArguments.refuse(List.of(args));
    } catch (CommandFailure e) {
      screen.error(Commands.describe(e));
      screen.flush();
      return e.exitCode().code();
    }
    Session session = new Session(screen, environment, prompt);
    CommandLine command = new CommandLine(new WalletMain(), new SessionFactory(session));
    return Commands.run(command, screen, failure -> translate(failure, session), args);
  }

  private static Exception translate(Exception exception, Session session) {
    return switch (exception) {
      case NoAnswerException e ->
          switch (e.kind()) {
            case UNREACHABLE ->
                failure(
                    ExitCode.NODE_OUT_OF_REACH,
                    "%s; start one with '%s up', or name another with --rpc-url"
                        .formatted(e.getMessage(), session.launcher()),
                    e);
            case REFUSED -> failure(ExitCode.FAILURE, e.getMessage(), e);
            case FOREIGN ->
                failure(
                    ExitCode.FAILURE,
                    e.getMessage() + ": name another node, or its genesis file with --genesis",
                    e);
            case LIED ->
                failure(
                    ExitCode.FAILURE,
                    e.getMessage() + ": not believed; name another node with --rpc-url",
                    e);
          };
      case TransferException e ->
          failure(
              switch (e.kind()) {
                case REJECTED -> ExitCode.REJECTED_BY_THE_CHAIN;
                case NOT_FINAL_IN_TIME -> ExitCode.NOT_FINAL_IN_TIME;
                case UNPROVEN -> ExitCode.FAILURE;
              },
              e.getMessage(),
              e);
      case SettingsException e -> failure(ExitCode.USAGE, e.getMessage(), e);
      case KeystoreException e -> failure(ExitCode.FAILURE, e.getMessage(), e);
      case GenesisException e -> failure(ExitCode.FAILURE, e.getMessage(), e);
      case ContactException e -> failure(ExitCode.FAILURE, e.getMessage(), e);
      default -> exception;
    };
  }

  private static CommandFailure failure(ExitCode code, @Nullable String message, Exception cause) {
    return new CommandFailure(code, String.valueOf(message), cause);
  }
}
