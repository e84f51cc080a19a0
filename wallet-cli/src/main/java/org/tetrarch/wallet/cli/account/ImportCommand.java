package org.tetrarch.wallet.cli.account;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.mnemonic.EthereumAccounts;
import org.tetrarch.genesis.mnemonic.Mnemonic;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.cli.session.PasswordOptions;
import org.tetrarch.wallet.cli.session.ProtectionOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.keystore.KeystoreFile;
import org.tetrarch.wallet.keystore.SealedKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet import}. */
@Command(
    name = "import",
    description = {
      "Brings in an account: from a private key, a mnemonic or another wallet's keystore file.",
      "Private key and mnemonic are asked for, or read from standard input: never an argument."
    },
    footer = {
      "",
      "Examples: tetrarch wallet import savings",
      "          tetrarch wallet import savings --mnemonic --index 1",
      "          tetrarch wallet import savings --keystore ~/.foundry/keystores/savings"
    })
public final class ImportCommand implements Callable<Integer> {
  private static final int MAX_INPUT = 1_000;

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to call it; default account1, account2, …")
  @Nullable String name;

  @Option(names = "--mnemonic", description = "Asks for a mnemonic instead of a private key.")
  boolean mnemonic;

  @Option(
      names = "--index",
      paramLabel = "I",
      description = "Which account of the mnemonic: m/44'/60'/0'/0/I; default 0.")
  @Nullable Integer index;

  @Option(
      names = "--passphrase",
      description = "Asks for the passphrase that the mnemonic was made with; most have none.")
  boolean passphrase;

  @Option(names = "--keystore", paramLabel = "FILE", description = "A keystore file (version 3).")
  @Nullable Path keystore;

  @Mixin PasswordOptions passwordOptions = new PasswordOptions();
  @Mixin ProtectionOptions protectionOptions = new ProtectionOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    requireOneSource();
    AccountKeeping keeping =
        new AccountKeeping(
            session, passwordOptions.passwords(session), protectionOptions.protection(session));
    String chosen = keeping.checkedName(name);
    if (keystore != null) {
      importKeystore(keeping, chosen, keystore);
      return ExitCode.OK.code();
    }
    PrivateKey key = mnemonic ? fromMnemonic() : fromPrivateKey();
    try {
      keeping.keep(key, chosen, json, "Imported");
    } finally {
      key.destroy();
    }
    return ExitCode.OK.code();
  }

  private void requireOneSource() throws CommandFailure {
    if (mnemonic && keystore != null) {
      throw new CommandFailure(ExitCode.USAGE, "--mnemonic and --keystore exclude each other");
    }
    if (index != null && !mnemonic) {
      throw new CommandFailure(
          ExitCode.USAGE, "--index counts a mnemonic's accounts: add --mnemonic");
    }
    if (index != null && index < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--index must be 0 or more, not " + index);
    }
    if (passphrase && !mnemonic) {
      throw new CommandFailure(
          ExitCode.USAGE, "--passphrase belongs to a mnemonic: add --mnemonic");
    }
    if (passphrase && !session.prompt().canAsk()) {
      throw new CommandFailure(
          ExitCode.FAILURE, "there is no terminal to ask the mnemonic's passphrase on");
    }
  }

  private void importKeystore(AccountKeeping keeping, String chosen, Path file)
      throws IOException, KeystoreException {
    SealedKey sealed = KeystoreFile.read(file);
    char[] password = keeping.passwords().ask(String.valueOf(file.getFileName()));
    PrivateKey key = null;
    try {
      key = open(sealed, password, file);
      keeping.keep(key, chosen, password, json, "Imported");
    } finally {
      Arrays.fill(password, '\0');
      if (key != null) {
        key.destroy();
      }
    }
  }

  private static PrivateKey open(SealedKey sealed, char[] password, Path file)
      throws KeystoreException {
    try {
      return sealed.open(password);
    } catch (KeystoreException e) {
      throw new KeystoreException(file + ": " + e.getMessage(), e);
    }
  }

  private PrivateKey fromMnemonic() throws IOException, CommandFailure {
    char[] text = secret("Mnemonic: ");
    char[] extra = {};
    try {
      Mnemonic words = Mnemonic.parse(text);
      if (passphrase) {
        extra = session.prompt().askSecret("Passphrase of the mnemonic: ");
      }
      try {
        return EthereumAccounts.key(words, extra, index == null ? 0 : index);
      } finally {
        words.destroy();
      }
    } catch (MalformedException e) {
      throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
    } finally {
      Arrays.fill(text, '\0');
      Arrays.fill(extra, '\0');
    }
  }

  private PrivateKey fromPrivateKey() throws IOException, CommandFailure {
    char[] text = secret("Private key: ");
    byte[] bytes = {};
    try {
      bytes = parseHex(text);
      return PrivateKey.fromBytes(bytes);
    } catch (MalformedException e) {
      throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
    } finally {
      Arrays.fill(text, '\0');
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Digits to bytes without a String, which could not be wiped. */
  private static byte[] parseHex(char[] text) throws MalformedException {
    int start = 0;
    int end = text.length;
    while (end > start && Character.isWhitespace(text[end - 1])) {
      end--;
    }
    while (start < end && Character.isWhitespace(text[start])) {
      start++;
    }
    if (end - start >= 2 && text[start] == '0' && (text[start + 1] | 0x20) == 'x') {
      start += 2;
    }
    try {
      if (end - start == 2 * PrivateKey.SIZE) {
        return HexFormat.of().parseHex(text, start, end);
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the cause, whose message repeats the text.
    }
    throw new MalformedException("a private key is 64 hex digits, with or without 0x");
  }

  private char[] secret(String question) throws IOException {
    return session.prompt().canAsk()
        ? session.prompt().askSecret(question)
        : session.prompt().readInput(MAX_INPUT);
  }
}
