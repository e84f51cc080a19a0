package org.tetrarch.wallet.cli.account;

import java.io.IOException;
import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
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
import org.tetrarch.wallet.prompt.Prompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet new}. */
@Command(
    name = "new",
    description = "Makes an account with a new random key, kept under a password.",
    footer = {
      "",
      "Examples: tetrarch wallet new savings",
      "          tetrarch wallet new savings --mnemonic --words 24"
    })
public final class NewCommand implements Callable<Integer> {
  private static final int LEAST_WORDS = 12;
  private static final int MOST_WORDS = 24;

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to call it; default account1, account2, …")
  @Nullable String name;

  @Option(
      names = "--mnemonic",
      description =
          "Makes the key from new words, shown once on the terminal: written down, they bring it"
              + " back in any wallet.")
  boolean mnemonic;

  @Option(
      names = "--words",
      paramLabel = "N",
      description = "How many words: 12, 15, 18, 21 or 24; default 12.")
  @Nullable Integer words;

  @Mixin PasswordOptions passwordOptions = new PasswordOptions();
  @Mixin ProtectionOptions protectionOptions = new ProtectionOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public NewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    requireGoodNumbers();
    AccountKeeping keeping =
        new AccountKeeping(
            session, passwordOptions.passwords(session), protectionOptions.protection(session));
    String chosen = keeping.checkedName(name);
    PrivateKey key = mnemonic ? fromNewWords() : random();
    try {
      keeping.keep(key, chosen, json, "Made");
    } finally {
      key.destroy();
    }
    return ExitCode.OK.code();
  }

  private void requireGoodNumbers() throws CommandFailure {
    if (words != null && !mnemonic) {
      throw new CommandFailure(ExitCode.USAGE, "--words counts a mnemonic's words: add --mnemonic");
    }
    if (words != null && (words < LEAST_WORDS || words > MOST_WORDS || words % 3 != 0)) {
      throw new CommandFailure(
          ExitCode.USAGE, "a mnemonic has 12, 15, 18, 21 or 24 words, not " + words);
    }
  }

  private static PrivateKey random() {
    SecureRandom random = new SecureRandom();
    byte[] bytes = new byte[PrivateKey.SIZE];
    while (true) {
      random.nextBytes(bytes);
      try {
        return PrivateKey.fromBytes(bytes);
      } catch (MalformedException e) {
        // Zero, or not below the order of the curve: one in 2^128.
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }

  private PrivateKey fromNewWords() throws IOException, CommandFailure {
    Prompt prompt = session.prompt();
    if (!prompt.canAsk()) {
      throw new CommandFailure(
          ExitCode.FAILURE, "there is no terminal to show the words on: nothing was made");
    }
    byte[] entropy = new byte[(words == null ? LEAST_WORDS : words) * 4 / 3];
    new SecureRandom().nextBytes(entropy);
    Mnemonic made = Mnemonic.fromEntropy(entropy);
    Arrays.fill(entropy, (byte) 0);
    char[] text = made.words();
    try {
      prompt.showSecret(
          "Write these words down, in this order. Whoever has them has the coins.", text);
      requireWrittenDown(prompt, text);
      return EthereumAccounts.key(made, new char[0], 0);
    } finally {
      Arrays.fill(text, '\0');
      made.destroy();
    }
  }

  private static void requireWrittenDown(Prompt prompt, char[] text)
      throws IOException, CommandFailure {
    int start = text.length;
    while (start > 0 && text[start - 1] != ' ') {
      start--;
    }
    char[] typed = prompt.askSecret("Written down? Type the last word: ");
    boolean same = CharBuffer.wrap(typed).equals(CharBuffer.wrap(text, start, text.length - start));
    Arrays.fill(typed, '\0');
    if (!same) {
      throw new CommandFailure(
          ExitCode.FAILURE, "that is not the last word: nothing was made; begin again");
    }
  }
}
