package org.tetrarch.wallet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet new}. */
@Command(
    name = "new",
    description = "Makes an account with a new random key, kept under a password.",
    footer = {"", "Example: tetrarch wallet new savings"})
final class NewCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to call it; default account1, account2, …")
  @Nullable String name;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password in its first line; else TETRARCH_PASSWORD_FILE, or asked.")
  @Nullable Path passwordFile;

  @Option(names = "--light", description = "Makes unlocking quick, and guessing the password too.")
  boolean light;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  NewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, KeystoreException, SettingsException {
    SecureRandom random = new SecureRandom();
    byte[] entropy = new byte[PrivateKey.MIN_ENTROPY];
    random.nextBytes(entropy);
    PrivateKey key = PrivateKey.fromEntropy(entropy);
    Arrays.fill(entropy, (byte) 0);
    try {
      AccountKeeping keeping = new AccountKeeping(session, passwordFile, light);
      keeping.keep(key, name, json, "Made");
    } finally {
      key.destroy();
    }
    return ExitCode.OK.code();
  }
}
