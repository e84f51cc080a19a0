package org.tetrarch.wallet.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.keystore.SealedKey;
import org.tetrarch.wallet.prompt.Passwords;

/** The accounts that a name or an address can mean: those of the keystore and the public ones. */
final class Accounts {
  /** dev0 to dev9: those that the ready-made network gives coins to. */
  static final int DEVELOPMENT_ACCOUNTS = 10;

  private final Keystore keystore;
  private final String launcher;
  private @Nullable List<Public> development;

  Accounts(Keystore keystore, Session session) {
    this.keystore = keystore;
    this.launcher = session.launcher();
  }

  /** An account whose key is here. */
  sealed interface Own {
    String name();

    Address address();
  }

  /** One under a password. */
  record Locked(String name, Address address, SealedKey key) implements Own {}

  /** One whose key everybody has. */
  record Public(String name, Address address, int index) implements Own {}

  /** An account of the keystore by name or address. */
  private Optional<Own> locked(String text) throws IOException, KeystoreException, CommandFailure {
    Optional<Keystore.Entry> entry =
        text.startsWith("0x") ? keystore.find(address(text)) : keystore.find(text);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    SealedKey key = entry.get().key();
    if (key == null) {
      throw new CommandFailure(ExitCode.FAILURE, String.valueOf(entry.get().problem()));
    }
    Address address = key.address();
    if (address == null) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          entry.get().file()
              + ": states no address; import it: "
              + launcher
              + " wallet import NAME --keystore "
              + entry.get().file());
    }
    return Optional.of(new Locked(entry.get().name(), address, key));
  }

  /** The account that pays. */
  Own sender(String text, Chain chain) throws IOException, KeystoreException, CommandFailure {
    Optional<Own> locked = locked(text);
    if (locked.isPresent()) {
      return locked.get();
    }
    for (Public candidate : developmentAccounts()) {
      boolean meant =
          text.startsWith("0x")
              ? candidate.address().equals(address(text))
              : candidate.name().equals(text);
      if (meant) {
        requireDevelopment(candidate.name(), chain);
        return candidate;
      }
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "this wallet has no account \"" + text + "\"; it has " + names(chain.isDevelopment()));
  }

  /** The account that pays when none is named: the only one there is. */
  Own onlySender(Chain chain) throws IOException, KeystoreException, CommandFailure {
    List<Keystore.Entry> entries = keystore.entries();
    if (entries.size() == 1) {
      return sender(entries.getFirst().name(), chain);
    }
    if (entries.isEmpty() && chain.isDevelopment()) {
      return developmentAccounts().getFirst();
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        entries.isEmpty()
            ? "this wallet has no account: make one with '" + launcher + " wallet new'"
            : "say who pays with --from: " + names(chain.isDevelopment()));
  }

  /** An address that is written out, or that of an account. */
  Address recipient(String text, Chain chain)
      throws IOException, KeystoreException, CommandFailure {
    if (text.startsWith("0x")) {
      return address(text);
    }
    Optional<Own> locked = locked(text);
    if (locked.isPresent()) {
      return locked.get().address();
    }
    for (Public candidate : developmentAccounts()) {
      if (candidate.name().equals(text)) {
        requireDevelopment(text, chain);
        return candidate.address();
      }
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "\""
            + text
            + "\" is neither an address, which is 0x and 40 hex digits, nor an account of this"
            + " wallet: "
            + names(chain.isDevelopment()));
  }

  /** What this wallet calls an address, if it knows it. */
  @Nullable String nameOf(Address address, Chain chain) throws IOException {
    Optional<Keystore.Entry> entry = keystore.find(address);
    if (entry.isPresent()) {
      return entry.get().name();
    }
    if (chain.isDevelopment()) {
      for (Public candidate : developmentAccounts()) {
        if (candidate.address().equals(address)) {
          return candidate.name();
        }
      }
    }
    return null;
  }

  /** Derived from their mnemonic once, and only if they are asked for: that takes its time. */
  List<Public> developmentAccounts() {
    List<Public> known = development;
    if (known == null) {
      known = new ArrayList<>();
      for (PrivateKey key : DevelopmentNetwork.accountKeys(DEVELOPMENT_ACCOUNTS)) {
        int index = known.size();
        known.add(new Public(DevelopmentNetwork.accountName(index), key.address(), index));
        key.destroy();
      }
      development = known;
    }
    return known;
  }

  /** The key itself, which the caller destroys. */
  static PrivateKey unlock(Own account, Passwords passwords) throws IOException, CommandFailure {
    return switch (account) {
      case Public known -> DevelopmentNetwork.accountKeys(known.index() + 1).getLast();
      case Locked locked -> {
        char[] password = passwords.ask(locked.name());
        try {
          yield locked.key().open(password);
        } catch (KeystoreException e) {
          throw new CommandFailure(
              ExitCode.FAILURE, "account \"" + locked.name() + "\": " + e.getMessage(), e);
        } finally {
          Arrays.fill(password, '\0');
        }
      }
    };
  }

  /** Reads an address; for a wrong checksum the error shows the right one. */
  static Address address(String text) throws CommandFailure {
    try {
      return Address.parseChecked(text);
    } catch (MalformedException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage() + rightChecksum(text), e);
    }
  }

  private static String rightChecksum(String text) {
    try {
      return "; if only the case is wrong, it is " + Address.fromHex(text).checksummed();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static void requireDevelopment(String name, Chain chain) throws CommandFailure {
    if (!chain.isDevelopment()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s is a development account whose key is public, and this node is on chain %d: it may be used on chain %d only"
              .formatted(name, chain.chainId(), DevelopmentNetwork.CHAIN_ID));
    }
  }

  private String names(boolean development) throws IOException {
    List<String> names = new ArrayList<>();
    keystore.entries().forEach(entry -> names.add(entry.name()));
    if (development) {
      names.add("dev0 to dev9");
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
