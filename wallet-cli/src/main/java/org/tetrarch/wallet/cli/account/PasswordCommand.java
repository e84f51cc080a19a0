package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.PasswordOptions;
import org.tetrarch.wallet.cli.session.ProtectionOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.keystore.Protection;
import org.tetrarch.wallet.keystore.SealedKey;
import org.tetrarch.wallet.prompt.Passwords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet password}. */
@Command(
    name = "password",
    description = {
      "Changes an account's password. Copies of the file keep the old one.",
      "Whatever happens meanwhile, the file holds the key under the old password or the new one."
    },
    footer = {"", "Example: tetrarch wallet password savings"})
public final class PasswordCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ACCOUNT", description = "Its name or address.")
  String account = "";

  @Mixin PasswordOptions passwordOptions = new PasswordOptions();

  @Option(
      names = "--new-password-file",
      paramLabel = "FILE",
      description = "Holds the new password in its first line; else it is asked for.")
  @Nullable Path newPasswordFile;

  @Mixin ProtectionOptions protectionOptions = new ProtectionOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public PasswordCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Protection protection = protectionOptions.protection(session);
    Accounts accounts = session.accounts();
    Keystore.Entry entry = accounts.requireEntry(account);
    Accounts.Locked locked = accounts.readable(entry);
    PrivateKey key = Accounts.unlock(locked, passwordOptions.passwords(session));
    try {
      char[] chosen = new Passwords(session.prompt(), newPasswordFile).choose(locked.name());
      try {
        SealedKey sealed = SealedKey.seal(key, chosen, protection, new SecureRandom());
        session.keystore().reseal(entry, sealed);
      } finally {
        Arrays.fill(chosen, '\0');
      }
    } finally {
      key.destroy();
    }
    report(locked);
    return ExitCode.OK.code();
  }

  private void report(Accounts.Locked locked) {
    Screen screen = session.screen();
    if (json) {
      screen.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("name", locked.name())
              .put("address", locked.address().checksummed())
              .put("changed", true));
    } else {
      screen.line(
          screen.green("Changed")
              + " the password of "
              + locked.name()
              + ". Copies of its file still open with the old one.");
    }
  }
}
