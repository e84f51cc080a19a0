package org.tetrarch.wallet.cli.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tetrarch.wallet.prompt.Passwords;
import org.tetrarch.wallet.settings.SettingsException;
import picocli.CommandLine.Option;

/** Where the password of an account comes from. */
public final class PasswordOptions {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password in its first line; else TETRARCH_PASSWORD_FILE, or asked.")
  @Nullable Path passwordFile;

  public Passwords passwords(Session session) throws SettingsException {
    return new Passwords(session.prompt(), session.settings().passwordFile(passwordFile));
  }
}
