package org.tetrarch.wallet.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.document.Fields;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;

/** The contacts of one file, {@code {"alice": "0x7099…79C8", …}}, which people may edit too. */
public final class Contacts {
  private static final int MAX_BYTES = 1024 * 1024;

  private final Path file;
  private final SortedMap<String, Address> addresses;

  private Contacts(Path file, SortedMap<String, Address> addresses) {
    this.file = file;
    this.addresses = addresses;
  }

  /** Reads the file; one that does not exist yet holds no contact. */
  public static Contacts read(Path file) throws ContactException {
    SortedMap<String, Address> addresses = new TreeMap<>();
    if (Files.exists(file)) {
      try {
        Fields fields = Document.read(file, MAX_BYTES);
        for (String name : fields.names()) {
          addresses.put(name, address(fields, name));
        }
      } catch (DocumentException e) {
        throw new ContactException(file + ": " + e.getMessage(), e);
      }
    }
    return new Contacts(file, addresses);
  }

  private static Address address(Fields fields, String name) throws DocumentException {
    try {
      return Address.parseChecked(fields.text(name));
    } catch (MalformedException e) {
      throw fields.problem(name, String.valueOf(e.getMessage()));
    }
  }

  /** All of them, by name. */
  public SortedMap<String, Address> all() {
    return Collections.unmodifiableSortedMap(addresses);
  }

  public Optional<Address> find(String name) {
    return Optional.ofNullable(addresses.get(name));
  }

  /** The first name of an address. */
  public Optional<String> nameOf(Address address) {
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue().equals(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Adds a contact; the caller has checked the name. */
  public void add(String name, Address address) throws IOException, ContactException {
    if (addresses.containsKey(name)) {
      throw new ContactException(
          "\"%s\" is a contact already: %s".formatted(name, addresses.get(name)));
    }
    addresses.put(name, address);
    write();
  }

  /** Gives a contact another name, which the caller has checked, and returns its address. */
  public Address rename(String name, String newName) throws IOException, ContactException {
    Address address = require(name);
    if (addresses.containsKey(newName)) {
      throw new ContactException(
          "\"%s\" is a contact already: %s".formatted(newName, addresses.get(newName)));
    }
    addresses.remove(name);
    addresses.put(newName, address);
    write();
    return address;
  }

  /** Removes a contact and returns its address. */
  public Address remove(String name) throws IOException, ContactException {
    Address address = require(name);
    addresses.remove(name);
    write();
    return address;
  }

  private Address require(String name) throws ContactException {
    Address address = addresses.get(name);
    if (address == null) {
      throw new ContactException(
          "\"%s\" is no contact; there %s"
              .formatted(
                  name,
                  addresses.isEmpty()
                      ? "is none"
                      : "are " + String.join(", ", addresses.keySet())));
    }
    return address;
  }

  private void write() throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    addresses.forEach((name, address) -> root.put(name, address.checksummed()));
    try {
      String text = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
      AtomicFile.createSecretFolder(file.toAbsolutePath().resolveSibling(""));
      AtomicFile.writeSecret(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is always valid JSON", e);
    }
  }
}
