package org.tetrarch.wallet.keystore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.ledger.crypto.Address;

/**
 * A folder of keystore files. A file's name without {@code .json} is the account's name; files that
 * geth or cast put here are accounts too.
 */
public final class Keystore {
  private static final String SUFFIX = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Most files that are looked at: bounds the work when the folder is not a keystore at all. */
  private static final int MAX_FILES = 10_000;

  private final Path folder;

  public Keystore(Path folder) {
    this.folder = folder;
  }

  /**
   * An account of this keystore.
   *
   * @param key what the file holds, or null if it cannot be read
   * @param problem why it cannot be read, or null
   */
  public record Entry(String name, Path file, @Nullable SealedKey key, @Nullable String problem) {
    /** The address that the file states, or null. */
    public @Nullable Address address() {
      return key == null ? null : key.address();
    }
  }

  /** All accounts by name; a folder that does not exist yet has none. */
  public List<Entry> entries() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.limit(MAX_FILES).sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(".") && !name.endsWith("~") && Files.isRegularFile(file)) {
          entries.add(entry(file));
        }
      }
    }
    return entries;
  }

  /** Two files of one name, with and without {@code .json}, are an error: either may be meant. */
  public Optional<Entry> find(String name) throws IOException, KeystoreException {
    List<Entry> found = entries().stream().filter(entry -> entry.name().equals(name)).toList();
    if (found.size() > 1) {
      throw new KeystoreException(
          "two accounts are called \"%s\": rename %s or %s"
              .formatted(name, found.get(0).file(), found.get(1).file()));
    }
    return found.stream().findFirst();
  }

  public Optional<Entry> find(Address address) throws IOException {
    return entries().stream().filter(entry -> Objects.equals(entry.address(), address)).findFirst();
  }

  /**
   * Adds an account; a name or an address that is there already is an error, and nothing changes.
   */
  public Entry add(String name, SealedKey key) throws IOException, KeystoreException {
    requireGoodName(name);
    Address address = key.address();
    Optional<Entry> same = address == null ? Optional.empty() : find(address);
    if (same.isPresent()) {
      throw new KeystoreException(
          address + " is in the keystore already, as \"" + same.get().name() + "\"");
    }
    AtomicFile.createSecretFolder(folder);
    Path file = folder.resolve(name + SUFFIX);
    try {
      AtomicFile.createSecret(file, bytes(key));
    } catch (FileAlreadyExistsException e) {
      throw taken(name);
    }
    return entry(file);
  }

  /** Puts another seal on the same key; whoever looks finds the old file or the new one, whole. */
  public void reseal(Entry entry, SealedKey key) throws IOException {
    AtomicFile.writeSecret(entry.file(), bytes(key));
  }

  /** Gives an account another name, which must be free. */
  public Entry rename(Entry entry, String newName) throws IOException, KeystoreException {
    requireGoodName(newName);
    requireFree(newName);
    Path file = folder.resolve(newName + SUFFIX);
    try {
      AtomicFile.rename(entry.file(), file);
    } catch (FileAlreadyExistsException e) {
      throw taken(newName);
    }
    return entry(file);
  }

  /** Deletes an account's file, and with it the only copy of the key that this keystore has. */
  public void remove(Entry entry) throws IOException {
    AtomicFile.delete(entry.file());
  }

  /** Writes a copy of a sealed key for another wallet; a file that exists is left as it is. */
  public static void export(SealedKey key, Path file) throws IOException {
    AtomicFile.createSecret(file, bytes(key));
  }

  private static byte[] bytes(SealedKey key) {
    return KeystoreFile.format(key).getBytes(StandardCharsets.UTF_8);
  }

  /** Refuses a name that an account has, whatever the file's ending. */
  public void requireFree(String name) throws IOException, KeystoreException {
    if (find(name).isPresent()) {
      throw taken(name);
    }
  }

  private static KeystoreException taken(String name) {
    return new KeystoreException("an account \"" + name + "\" exists already: choose another name");
  }

  /** The first of {@code account1}, {@code account2}, … that is free. */
  public String freeName() throws IOException {
    List<String> taken = entries().stream().map(Entry::name).toList();
    int number = 1;
    while (taken.contains("account" + number)) {
      number++;
    }
    return "account" + number;
  }

  /** Refuses names that make no good file name, and those that look like addresses. */
  public static void requireGoodName(String name) throws KeystoreException {
    if (!NAME.matcher(name).matches() || name.startsWith("0x")) {
      throw new KeystoreException(
          "\"" + name + "\" is no account name: use letters, digits, dots, dashes, underscores");
    }
  }

  public Path folder() {
    return folder;
  }

  private static Entry entry(Path file) {
    String fileName = String.valueOf(file.getFileName());
    String name =
        fileName.endsWith(SUFFIX)
            ? fileName.substring(0, fileName.length() - SUFFIX.length())
            : fileName;
    try {
      return new Entry(name, file, KeystoreFile.read(file), null);
    } catch (KeystoreException e) {
      return new Entry(name, file, null, e.getMessage());
    }
  }
}
