package org.tetrarch.wallet.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.keystore.ScryptCost;
import org.tetrarch.wallet.keystore.SealedKey;
import org.tetrarch.wallet.prompt.Passwords;
import org.tetrarch.wallet.settings.Settings;
import org.tetrarch.wallet.settings.SettingsException;

/** Puts a key into the keystore under a password that the user chooses. */
final class AccountKeeping {
  private static final String RESERVED = "dev[0-9]+";

  private final Session session;
  private final Keystore keystore;
  private final Passwords passwords;
  private final ScryptCost cost;

  AccountKeeping(Session session, @Nullable Path passwordFile, boolean light)
      throws SettingsException {
    Settings settings = Settings.read(session.environment());
    this.session = session;
    this.keystore = new Keystore(settings.keystoreFolder());
    this.passwords = new Passwords(session.prompt(), settings.passwordFile(passwordFile));
    this.cost = settings.light(light) ? ScryptCost.LIGHT : ScryptCost.STANDARD;
  }

  Passwords passwords() {
    return passwords;
  }

  /** Asks for a password, stores the key and says so. */
  void keep(PrivateKey key, @Nullable String wanted, boolean json, String done)
      throws IOException, KeystoreException {
    String name = checkedName(wanted);
    char[] password = passwords.choose(name);
    try {
      keep(key, name, password, json, done);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Stores the key under a password that is known already. */
  void keep(PrivateKey key, String name, char[] password, boolean json, String done)
      throws IOException, KeystoreException {
    SealedKey sealed = SealedKey.seal(key, password, cost, new SecureRandom());
    Keystore.Entry entry = keystore.add(name, sealed);
    Screen screen = session.screen();
    if (json) {
      screen.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("name", name)
              .put("address", key.address().checksummed())
              .put("file", entry.file().toString()));
      return;
    }
    screen.line(screen.green(done) + " " + name + "  " + screen.bold(key.address().checksummed()));
    screen.line(
        screen.dim(
            "Its key is in " + entry.file() + ": back it up, and do not forget the password."));
  }

  /** The name that the user wants, or a free one. */
  String checkedName(@Nullable String wanted) throws IOException, KeystoreException {
    if (wanted == null) {
      return keystore.freeName();
    }
    Keystore.requireGoodName(wanted);
    if (wanted.matches(RESERVED)) {
      throw new KeystoreException(
          "\"" + wanted + "\" is reserved for development accounts: choose another name");
    }
    if (keystore.find(wanted).isPresent()) {
      throw new KeystoreException(
          "an account \"" + wanted + "\" exists already: choose another name");
    }
    return wanted;
  }
}
