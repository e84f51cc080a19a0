package org.tetrarch.wallet.cli.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.wallet.contacts.ContactException;
import org.tetrarch.wallet.contacts.Contacts;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.prompt.Prompt;
import org.tetrarch.wallet.settings.Settings;
import org.tetrarch.wallet.settings.SettingsException;

/** What surrounds one run of the wallet; tests bring their own. */
public final class Session {
  private final Screen screen;
  private final Map<String, String> environment;
  private final Prompt prompt;
  private @Nullable Settings settings;

  public Session(Screen screen, Map<String, String> environment, Prompt prompt) {
    this.screen = screen;
    this.environment = Map.copyOf(environment);
    this.prompt = prompt;
  }

  public Screen screen() {
    return screen;
  }

  public Prompt prompt() {
    return prompt;
  }

  /** Read once. */
  public Settings settings() throws SettingsException {
    Settings known = settings;
    if (known == null) {
      known = Settings.read(environment);
      settings = known;
    }
    return known;
  }

  public Keystore keystore() throws SettingsException {
    return new Keystore(settings().keystoreFolder());
  }

  public Contacts contacts() throws SettingsException, ContactException {
    return Contacts.read(settings().contactsFile());
  }

  public Accounts accounts() throws SettingsException, ContactException {
    return new Accounts(keystore(), contacts(), launcher());
  }

  /** How the user called the launcher, for commands that are shown to be copied. */
  public String launcher() {
    return environment.getOrDefault("TETRARCH_COMMAND", "tetrarch");
  }

  /** One line of a list of facts: what it is, dimmed, and its value. */
  public void fact(String name, String value) {
    screen.line("  " + screen.dim("%-8s".formatted(name)) + value);
  }
}
