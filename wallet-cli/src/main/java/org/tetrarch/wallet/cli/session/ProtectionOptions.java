package org.tetrarch.wallet.cli.session;

import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.wallet.keystore.Protection;
import org.tetrarch.wallet.settings.SettingsException;
import picocli.CommandLine.Option;

/** How a key is sealed under its password. */
public final class ProtectionOptions {
  enum Derivation {
    scrypt,
    pbkdf2
  }

  @Option(
      names = "--kdf",
      paramLabel = "KDF",
      description =
          "How the password becomes a key: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE},"
              + " which makes guessing dearer.")
  Derivation derivation = Derivation.scrypt;

  @Option(names = "--light", description = "Makes unlocking quick, and guessing the password too.")
  boolean light;

  public Protection protection(Session session) throws SettingsException, CommandFailure {
    if (derivation == Derivation.pbkdf2) {
      if (light) {
        throw new CommandFailure(ExitCode.USAGE, "--light goes with scrypt, not with pbkdf2");
      }
      return Protection.PBKDF2;
    }
    return session.settings().light(light) ? Protection.LIGHT_SCRYPT : Protection.SCRYPT;
  }
}
