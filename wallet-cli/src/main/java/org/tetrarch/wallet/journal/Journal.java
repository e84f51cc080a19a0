package org.tetrarch.wallet.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.document.Fields;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;

/** The transactions of one chain that are under way: a folder with a file each. */
public final class Journal {
  private static final String SUFFIX = ".json";
  private static final int MAX_BYTES = 1024 * 1024;

  /** Most files that are looked at. */
  private static final int MAX_FILES = 10_000;

  private final Path folder;

  /**
   * @param folder of all chains; this one has a folder of its own in there
   */
  public Journal(Path folder, Hash genesisHash) {
    this.folder = folder.resolve(genesisHash.toHex().substring(2));
  }

  /** A transaction that was handed to nodes at this time, or was about to be. */
  public record Entry(SignedTransaction transaction, Instant sentAt) {}

  /** Keeps a transaction that is about to be sent; one that is kept already stays as it is. */
  public void keep(SignedTransaction transaction, Instant now) throws IOException {
    Path file = file(transaction.hash());
    if (Files.exists(file)) {
      return;
    }
    ObjectNode root =
        JsonNodeFactory.instance
            .objectNode()
            .put("raw", "0x" + HexFormat.of().formatHex(transaction.encoded()))
            .put("sentAtMillis", now.toEpochMilli());
    AtomicFile.createSecretFolder(folder);
    AtomicFile.writeSecret(file, text(root));
  }

  private static byte[] text(ObjectNode root) {
    try {
      String text = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }

  /** Forgets a transaction: the chain knows it for ever, or it can never be executed. */
  public void forget(Hash transaction) throws IOException {
    Files.deleteIfExists(file(transaction));
  }

  /** Empty where it was not sent from here, or is final since long. */
  public Optional<Entry> find(Hash transaction) {
    Path file = file(transaction);
    return Files.exists(file) ? read(file) : Optional.empty();
  }

  /** All that are under way, the oldest first. */
  public List<Entry> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .limit(MAX_FILES)
          .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}\\.json"))
          .forEach(file -> read(file).ifPresent(entries::add));
    }
    entries.sort(Comparator.comparing(Entry::sentAt));
    return entries;
  }

  /** A file that is no entry is as good as not there: it is a help, and nothing depends on it. */
  private static Optional<Entry> read(Path file) {
    try {
      Fields root = Document.read(file, MAX_BYTES);
      byte[] raw = HexFormat.of().parseHex(root.text("raw").substring(2));
      SignedTransaction transaction = TransactionDecoder.decodeUnverified(raw);
      boolean isIt = file.endsWith(transaction.hash().toHex().substring(2) + SUFFIX);
      return isIt && transaction.hasValidSignature()
          ? Optional.of(new Entry(transaction, Instant.ofEpochMilli(root.number("sentAtMillis"))))
          : Optional.empty();
    } catch (DocumentException
        | InvalidTransactionException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Path file(Hash transaction) {
    return folder.resolve(transaction.toHex().substring(2) + SUFFIX);
  }
}
