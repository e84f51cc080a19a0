package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.PasswordOptions;
import org.tetrarch.wallet.cli.session.ProtectionOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.keystore.Protection;
import org.tetrarch.wallet.keystore.SealedKey;
import org.tetrarch.wallet.prompt.Passwords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet export}. */
@Command(
    name = "export",
    description = {
      "Copies an account into a file for another wallet: a keystore under a password of its own,",
      "which MetaMask, cast, geth and ethers read. A file that exists is not replaced."
    },
    footer = {
      "",
      "Example: tetrarch wallet export savings -o savings-for-metamask.json",
    })
public final class ExportCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ACCOUNT", description = "Its name or address.")
  String account = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to; for its owner only (mode 0600).")
  Path output = Path.of("");

  @Option(
      names = "--private-key",
      description = "Writes the bare key, which opens the account for whoever reads the file.")
  boolean privateKey;

  @Mixin PasswordOptions passwordOptions = new PasswordOptions();

  @Option(
      names = "--new-password-file",
      paramLabel = "FILE",
      description = "Holds the copy's password in its first line; else it is asked for.")
  @Nullable Path newPasswordFile;

  @Mixin ProtectionOptions protectionOptions = new ProtectionOptions();

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask. Nothing is asked without a terminal, either.")
  boolean yes;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Protection protection = protectionOptions.protection(session);
    Accounts.Own own = account();
    if (privateKey && !confirmed()) {
      throw new CommandFailure(ExitCode.FAILURE, "not confirmed: nothing was written");
    }
    PrivateKey key = Accounts.unlock(own, passwordOptions.passwords(session));
    try {
      if (privateKey) {
        writeBare(key);
      } else {
        writeSealed(key, own.name(), protection);
      }
    } finally {
      key.destroy();
    }
    report(own);
    return ExitCode.OK.code();
  }

  private Accounts.Own account() throws Exception {
    Accounts accounts = session.accounts();
    var known = accounts.development(account);
    return known.isPresent() ? known.get() : accounts.readable(accounts.requireEntry(account));
  }

  private boolean confirmed() throws IOException {
    session.screen().flush();
    return yes
        || !session.prompt().canAsk()
        || session
            .prompt()
            .confirm(
                "Whoever reads " + output + " will have the coins. Write the bare key? [y/N] ");
  }

  private void writeSealed(PrivateKey key, String name, Protection protection)
      throws IOException, KeystoreException {
    char[] chosen = new Passwords(session.prompt(), newPasswordFile).choose("the copy of " + name);
    try {
      Keystore.export(SealedKey.seal(key, chosen, protection, new SecureRandom()), output);
    } finally {
      Arrays.fill(chosen, '\0');
    }
  }

  /** 64 hex digits, put together without a String, which could not be wiped. */
  private void writeBare(PrivateKey key) throws IOException {
    byte[] secret = key.toBytes();
    byte[] text = new byte[2 * secret.length + 1];
    for (int i = 0; i < secret.length; i++) {
      text[2 * i] = (byte) Character.forDigit(secret[i] >> 4 & 0xf, 16);
      text[2 * i + 1] = (byte) Character.forDigit(secret[i] & 0xf, 16);
    }
    text[text.length - 1] = '\n';
    try {
      AtomicFile.createSecret(output, text);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private void report(Accounts.Own own) {
    Screen screen = session.screen();
    if (json) {
      screen.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("name", own.name())
              .put("address", own.address().checksummed())
              .put("file", output.toString())
              .put("sealed", !privateKey));
    } else {
      screen.line(
          "Wrote %s of %s to %s"
              .formatted(
                  privateKey ? screen.yellow("the bare key") : "a sealed copy",
                  own.name(),
                  output));
    }
  }
}
