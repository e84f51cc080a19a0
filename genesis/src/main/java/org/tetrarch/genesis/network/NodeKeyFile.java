package org.tetrarch.genesis.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.storage.AtomicFile;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.PrivateKey;

/**
 * A validator's private key: 0x and 64 hex digits on one line; lines after {@code #} are remarks.
 */
public final class NodeKeyFile {
  public static final String NAME = "node.key";

  private static final int MAX_BYTES = 4_096;

  private NodeKeyFile() {}

  /** Reads a key. Errors name the file and never repeat its content. */
  public static PrivateKey read(Path file) throws GenesisException {
    try {
      List<String> lines =
          Document.readText(file, MAX_BYTES)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (lines.size() != 1) {
        throw new DocumentException(
            "it must hold one line with a private key of 64 hex digits, this has " + lines.size());
      }
      return PrivateKey.parse(lines.getFirst());
    } catch (DocumentException | MalformedException e) {
      throw new GenesisException(file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a key that only its owner may read, whole or not at all, replacing an older one. */
  public static void write(Path file, PrivateKey key, List<String> remarks) throws IOException {
    StringBuilder text = new StringBuilder();
    remarks.forEach(remark -> text.append("# ").append(remark).append('\n'));
    byte[] secret = key.toBytes();
    text.append("0x").append(HexFormat.of().formatHex(secret)).append('\n');
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.writeSecret(file, content);
    } finally {
      Arrays.fill(content, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }
}
