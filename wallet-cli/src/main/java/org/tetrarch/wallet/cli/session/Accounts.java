package org.tetrarch.wallet.cli.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Allocation;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.ReadyNetwork;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.contacts.Contacts;
import org.tetrarch.wallet.keystore.Keystore;
import org.tetrarch.wallet.keystore.KeystoreException;
import org.tetrarch.wallet.keystore.SealedKey;
import org.tetrarch.wallet.prompt.Passwords;

/** What a name or an address can mean: accounts of the keystore, public ones, and contacts. */
public final class Accounts {
  private final Keystore keystore;
  private final Contacts contacts;
  private final String launcher;
  private @Nullable List<Public> development;

  Accounts(Keystore keystore, Contacts contacts, String launcher) {
    this.keystore = keystore;
    this.contacts = contacts;
    this.launcher = launcher;
  }

  /** An account whose key is here. */
  public sealed interface Own {
    String name();

    Address address();
  }

  /** One under a password. */
  public record Locked(String name, Address address, SealedKey key) implements Own {}

  /** One whose key everybody has. */
  public record Public(String name, Address address, int index) implements Own {}

  /** An account of the keystore by name or address, readable or not. */
  public Optional<Keystore.Entry> entry(String text)
      throws IOException, KeystoreException, CommandFailure {
    return isAddress(text) ? keystore.find(address(text)) : keystore.find(text);
  }

  /** An account of the keystore, which must be there. */
  public Keystore.Entry requireEntry(String text)
      throws IOException, KeystoreException, CommandFailure {
    Optional<Keystore.Entry> entry = entry(text);
    if (entry.isPresent()) {
      return entry.get();
    }
    Optional<Public> known = development(text);
    if (known.isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          known.get().name()
              + " is a "
              + DevelopmentNetwork.PUBLIC_KEY
              + ": it lies in no keystore");
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "this wallet has no account \"%s\"; it has %s".formatted(text, names(false)));
  }

  private Optional<Own> locked(String text) throws IOException, KeystoreException, CommandFailure {
    Optional<Keystore.Entry> entry = entry(text);
    return entry.isEmpty() ? Optional.empty() : Optional.of(readable(entry.get()));
  }

  /** The account of a file, which must be whole and state its address. */
  public Locked readable(Keystore.Entry entry) throws CommandFailure {
    SealedKey key = entry.key();
    if (key == null) {
      throw new CommandFailure(ExitCode.FAILURE, String.valueOf(entry.problem()));
    }
    Address address = key.address();
    if (address == null) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "%s: states no address; import it: %s wallet import NAME --keystore %s"
              .formatted(entry.file(), launcher, entry.file()));
    }
    return new Locked(entry.name(), address, key);
  }

  /** The account that pays. */
  public Own sender(String text, Chain chain)
      throws IOException, KeystoreException, CommandFailure {
    Optional<Own> locked = locked(text);
    if (locked.isPresent()) {
      return locked.get();
    }
    Optional<Public> known = development(text);
    if (known.isPresent()) {
      requireDevelopment(known.get().name(), chain);
      return known.get();
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "this wallet has no account \"%s\"; it has %s"
            .formatted(text, names(chain.isDevelopment())));
  }

  /** The account that pays when none is named: the only one there is. */
  public Own onlySender(Chain chain) throws IOException, KeystoreException, CommandFailure {
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

  /** An address that is written out, that of an account, or that of a contact. */
  public Address recipient(String text, Chain chain)
      throws IOException, KeystoreException, CommandFailure {
    if (isAddress(text)) {
      return address(text);
    }
    Optional<Own> locked = locked(text);
    Optional<Address> contact = contacts.find(text);
    if (locked.isPresent()) {
      requireOneMeaning(text, locked.get().address(), contact);
      return locked.get().address();
    }
    if (contact.isPresent()) {
      return contact.get();
    }
    Optional<Public> known = development(text);
    if (known.isPresent()) {
      requireDevelopment(text, chain);
      return known.get().address();
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "\"%s\" is neither an address, which is 0x and 40 hex digits, nor an account or contact of this wallet: %s"
            .formatted(text, namesWithContacts(chain.isDevelopment())));
  }

  /** Those whose keys are here, which are the public ones too on their chain. */
  public List<Address> all(Chain chain) throws IOException {
    SequencedSet<Address> addresses = new LinkedHashSet<>();
    for (Keystore.Entry entry : keystore.entries()) {
      if (entry.address() != null) {
        addresses.add(entry.address());
      }
    }
    if (chain.isDevelopment()) {
      developmentAccounts().forEach(known -> addresses.add(known.address()));
    }
    return List.copyOf(addresses);
  }

  /** Other wallets may put a file into the keystore whose name is a contact's. */
  private static void requireOneMeaning(String name, Address account, Optional<Address> contact)
      throws CommandFailure {
    if (contact.isPresent() && !contact.get().equals(account)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "\"%s\" is an account, %s, and a contact, %s: rename one of them"
              .formatted(name, account, contact.get()));
    }
  }

  /** What this wallet calls an address, if it knows it. */
  public @Nullable String nameOf(Address address, Chain chain) throws IOException {
    Optional<Keystore.Entry> entry = keystore.find(address);
    if (entry.isPresent()) {
      return entry.get().name();
    }
    Optional<String> contact = contacts.nameOf(address);
    if (contact.isPresent() || !chain.isDevelopment()) {
      return contact.orElse(null);
    }
    return developmentAccounts().stream()
        .filter(known -> known.address().equals(address))
        .map(Public::name)
        .findFirst()
        .orElse(null);
  }

  /** A public account by name or address, on whichever chain. */
  public Optional<Public> development(String text) throws CommandFailure {
    if (!isAddress(text) && !isDevelopmentName(text)) {
      return Optional.empty();
    }
    Address address = isAddress(text) ? address(text) : null;
    return developmentAccounts().stream()
        .filter(
            known -> address == null ? known.name().equals(text) : known.address().equals(address))
        .findFirst();
  }

  /** dev0 to dev9: those that the ready-made network gives coins to. */
  public List<Public> developmentAccounts() {
    List<Public> known = development;
    if (known == null) {
      known = new ArrayList<>();
      // Not derived from their mnemonic, which takes many times as long.
      for (Map.Entry<Address, Allocation> entry :
          ReadyNetwork.LOCAL_4.genesis().alloc().entrySet()) {
        String name = entry.getValue().name();
        if (isDevelopmentName(name)) {
          int index = Integer.parseInt(name.substring(DevelopmentNetwork.ACCOUNT_PREFIX.length()));
          known.add(new Public(name, entry.getKey(), index));
        }
      }
      known.sort(Comparator.comparingInt(Public::index));
      development = known;
    }
    return known;
  }

  /** Names that no account or contact may take. */
  public static boolean isDevelopmentName(String name) {
    return name.matches(DevelopmentNetwork.ACCOUNT_PREFIX + "[0-9]{1,6}");
  }

  /** The key itself, which the caller destroys. */
  public static PrivateKey unlock(Own account, Passwords passwords)
      throws IOException, CommandFailure {
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

  public static boolean isAddress(String text) {
    return text.startsWith("0x");
  }

  /** Reads an address; for a wrong checksum the error shows the right one. */
  public static Address address(String text) throws CommandFailure {
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
          "%s is a development account whose key is public, and this is chain %d: it may be used on chain %d only"
              .formatted(name, chain.chainId(), DevelopmentNetwork.CHAIN_ID));
    }
  }

  private String names(boolean withDevelopment) throws IOException {
    List<String> names = new ArrayList<>();
    keystore.entries().forEach(entry -> names.add(entry.name()));
    return joined(names, withDevelopment);
  }

  private String namesWithContacts(boolean withDevelopment) throws IOException {
    List<String> names = new ArrayList<>();
    keystore.entries().forEach(entry -> names.add(entry.name()));
    names.addAll(contacts.all().keySet());
    return joined(names, withDevelopment);
  }

  private static String joined(List<String> names, boolean withDevelopment) {
    if (withDevelopment) {
      names.add("dev0 to dev9");
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
