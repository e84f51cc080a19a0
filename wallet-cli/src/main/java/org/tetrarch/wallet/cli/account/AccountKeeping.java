package org.tetrarch.wallet.cli.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.contacts.ContactException;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.keystore.Protection;
import org.tetrarch.wallet.keystore.SealedKey;
import org.tetrarch.wallet.prompt.Passwords;
import org.tetrarch.wallet.settings.SettingsException;

/** Puts a key into the keystore under a password that the user chooses. */
final class AccountKeeping {
  private final Session session;
  private final Keystore keystore;
  private final Passwords passwords;
  private final Protection protection;

  AccountKeeping(Session session, Passwords passwords, Protection protection)
      throws SettingsException {
    this.session = session;
    this.keystore = session.keystore();
    this.passwords = passwords;
    this.protection = protection;
  }

  Passwords passwords() {
    return passwords;
  }

  /** Asks for a password, stores the key and says so; the name was checked. */
  void keep(PrivateKey key, String name, boolean json, String done)
      throws IOException, KeystoreException {
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
    SealedKey sealed = SealedKey.seal(key, password, protection, new SecureRandom());
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
  String checkedName(@Nullable String wanted)
      throws IOException, KeystoreException, ContactException, SettingsException {
    if (wanted == null) {
      return keystore.freeName();
    }
    requireFreeName(session, wanted);
    return wanted;
  }

  /** Refuses what makes no good name, and what means something already. */
  static void requireFreeName(Session session, String name)
      throws IOException, KeystoreException, ContactException, SettingsException {
    Keystore.requireGoodName(name);
    if (Accounts.isDevelopmentName(name)) {
      throw new KeystoreException(
          "\"" + name + "\" is reserved for development accounts: choose another name");
    }
    session.keystore().requireFree(name);
    if (session.contacts().find(name).isPresent()) {
      throw new ContactException("\"" + name + "\" is a contact already: choose another name");
    }
  }
}
