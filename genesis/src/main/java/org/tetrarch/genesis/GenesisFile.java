package org.tetrarch.genesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.storage.AtomicFile;

/**
 * The genesis file, shaped like that of Ethereum and Besu; docs/genesis.md explains each field.
 * Only {@code config.chainId}, {@code config.pbft.validators} and {@code alloc} have no default.
 */
public final class GenesisFile {
  public static final String NAME = "genesis.json";

  /** Longest file that is read: some 100,000 accounts. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private GenesisFile() {}

  /** Reads and validates; the error names the file and the field. */
  public static Genesis read(Path file) throws GenesisException {
    try {
      return GenesisReader.read(Document.read(file, MAX_BYTES));
    } catch (DocumentException e) {
      throw new GenesisException(file + ": " + e.getMessage(), e);
    }
  }

  /** Like {@link #read} for a text that is no file; the error names the field. */
  public static Genesis parse(String text) throws GenesisException {
    try {
      return GenesisReader.read(Document.parse(text));
    } catch (DocumentException e) {
      throw new GenesisException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Writes the file whole or not at all, replacing an older one. */
  public static void write(Genesis genesis, Path file) throws IOException {
    AtomicFile.write(file, format(genesis).getBytes(StandardCharsets.UTF_8));
  }

  /** The text of the file, which {@link #parse} reads back to an equal genesis. */
  public static String format(Genesis genesis) {
    ObjectNode root = GenesisWriter.toJson(genesis);
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }
}
