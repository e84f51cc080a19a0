package org.tetrarch.genesis.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.Validator;
import org.tetrarch.genesis.storage.AtomicFile;

/**
 * A network that comes with the program: as files under {@code genesis/networks/} in the sources,
 * and in the jar.
 */
public enum ReadyNetwork {
  /** Four nodes on this machine with public keys: see {@link DevelopmentNetwork}. */
  LOCAL_4("local-4");

  private static final String ROOT = "/org/tetrarch/genesis/networks/";

  private final String folderName;

  ReadyNetwork(String folderName) {
    this.folderName = folderName;
  }

  /** Its folder's name under {@code genesis/networks/}. */
  public String folderName() {
    return folderName;
  }

  public Genesis genesis() {
    try {
      return GenesisFile.parse(new String(content(GenesisFile.NAME), StandardCharsets.UTF_8));
    } catch (GenesisException | IOException e) {
      throw new IllegalStateException("the jar's network " + folderName + " is broken", e);
    }
  }

  /** The names of its files, relative to its folder. */
  public List<String> files() {
    List<String> files = new ArrayList<>();
    files.add(GenesisFile.NAME);
    for (Validator validator : genesis().validators()) {
      files.add(validator.name() + "/" + NodeConfig.FILE_NAME);
      files.add(validator.name() + "/" + NodeKeyFile.NAME);
    }
    return files;
  }

  /**
   * Copies the network to a folder, ready for {@link NodeConfig#read}; files of the same name are
   * replaced, genesis last.
   */
  public void copyTo(Path folder) throws IOException {
    for (String name : files().reversed()) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      if (name.endsWith(NodeKeyFile.NAME)) {
        AtomicFile.writeSecret(file, content(name));
      } else {
        AtomicFile.write(file, content(name));
      }
    }
  }

  private byte[] content(String name) throws IOException {
    try (InputStream in = ReadyNetwork.class.getResourceAsStream(ROOT + folderName + "/" + name)) {
      if (in == null) {
        throw new IOException("the jar lacks " + folderName + "/" + name);
      }
      return in.readAllBytes();
    }
  }
}
