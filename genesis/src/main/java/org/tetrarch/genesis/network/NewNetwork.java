package org.tetrarch.genesis.network;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.Validator;
import org.tetrarch.ledger.crypto.PrivateKey;

/**
 * A network about to be written: its genesis and every validator's key, in the order of genesis.
 *
 * @param remarks lines at the head of every key file
 */
public record NewNetwork(Genesis genesis, List<Node> nodes, List<String> remarks) {
  /** Where a node keeps its chain unless its starter says otherwise, beside its configuration. */
  private static final String DATA = "data";

  /**
   * One node to be.
   *
   * @param p2p the address that it binds, which need not be the one that its peers dial
   */
  public record Node(String name, PrivateKey key, Endpoint http, Endpoint p2p) {}

  public NewNetwork {
    nodes = List.copyOf(nodes);
    remarks = List.copyOf(remarks);
    List<String> names = nodes.stream().map(Node::name).toList();
    if (!names.equals(genesis.validators().stream().map(Validator::name).toList())) {
      throw new IllegalArgumentException("nodes: are not the validators of genesis, in order");
    }
  }

  /**
   * Writes a folder that must not exist yet or be empty, whole or not at all; else throws {@link
   * FileAlreadyExistsException}. Returns the files written.
   */
  public List<Path> write(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.exists(target) && !isEmptyFolder(target)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path parent = target.getParent() == null ? target : target.getParent();
    Files.createDirectories(parent);
    Path staging = Files.createTempDirectory(parent, "." + target.getFileName() + ".");
    try {
      writeFiles(staging);
      allowReading(staging);
      Files.deleteIfExists(target);
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // Nothing is there any more once it was moved; after any failure, keys must not stay behind.
      deleteTree(staging);
    }
    return files(folder);
  }

  /**
   * Writes into a folder that may exist, replacing the files of the network one by one, genesis
   * last, and leaving all others alone. Returns the files written.
   */
  public List<Path> overwrite(Path folder) throws IOException {
    writeFiles(folder);
    return files(folder);
  }

  private void writeFiles(Path folder) throws IOException {
    for (Node node : nodes) {
      Path nodeFolder = Files.createDirectories(folder.resolve(node.name()));
      Path key = nodeFolder.resolve(NodeKeyFile.NAME);
      NodeKeyFile.write(key, node.key(), remarks);
      new NodeConfig(
              node.name(),
              folder.resolve(GenesisFile.NAME),
              key,
              nodeFolder.resolve(DATA),
              node.http(),
              node.p2p())
          .write(nodeFolder.resolve(NodeConfig.FILE_NAME));
    }
    GenesisFile.write(genesis, folder.resolve(GenesisFile.NAME));
  }

  private List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    files.add(folder.resolve(GenesisFile.NAME));
    for (Node node : nodes) {
      files.add(folder.resolve(node.name()).resolve(NodeConfig.FILE_NAME));
      files.add(folder.resolve(node.name()).resolve(NodeKeyFile.NAME));
    }
    return files;
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** A temporary folder is its owner's only, but a genesis file is for all to read. */
  private static void allowReading(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
