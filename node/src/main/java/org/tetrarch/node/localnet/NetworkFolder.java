package org.tetrarch.node.localnet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.GenesisFile;

/** One network's folder: what lies where in it. */
public record NetworkFolder(Path path) {
  private static final int MAX_STATE_BYTES = 1024 * 1024;

  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** What runs, with which process ids; see {@link NetworkState}. */
  public Path stateFile() {
    return path.resolve("network.json");
  }

  /** The genesis file of a network that we made; another one's lies where its user put it. */
  public Path genesisFile() {
    return path.resolve(GenesisFile.NAME);
  }

  public Path dataDirectory(String node) {
    return path.resolve(node).resolve("data");
  }

  public Path logFile(String node) {
    return path.resolve("logs").resolve(node + ".log");
  }

  /** The secret that the lab asks for; readable by its owner only. */
  public Path labTokenFile() {
    return path.resolve("lab.token");
  }

  /** A copy of the program that the nodes run, so that a build does not change it under them. */
  Path programFolder() {
    return path.resolve("program");
  }

  /** Empty if this network was never started. */
  public Optional<NetworkState> readState() throws IOException, LocalNetworkException {
    byte[] content;
    try {
      if (Files.size(stateFile()) > MAX_STATE_BYTES) {
        throw broken("it is too long", null);
      }
      content = Files.readAllBytes(stateFile());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(NetworkStateFile.parse(content));
    } catch (IOException e) {
      throw broken(String.valueOf(e.getMessage()), e);
    }
  }

  /** Like {@link #readState} for a network that must have been started before. */
  public NetworkState requireState() throws IOException, LocalNetworkException {
    return readState().orElseThrow(() -> new LocalNetworkException(path + " holds no network"));
  }

  boolean hasChainData(List<String> nodes) {
    return nodes.stream().anyMatch(node -> Files.exists(dataDirectory(node)));
  }

  /** Removes the whole folder: chain data, logs, and the keys that we put there. */
  void delete() throws IOException {
    deleteTree(path);
  }

  /** Removes what the nodes wrote. */
  void deleteChain(List<String> nodes) throws IOException {
    for (String node : nodes) {
      deleteTree(dataDirectory(node));
      Files.deleteIfExists(logFile(node));
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      // The deepest first; links are removed, never followed.
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private LocalNetworkException broken(String why, @Nullable Exception cause) {
    return new LocalNetworkException(
        stateFile()
            + " cannot be used: "
            + why
            + "; stop the node processes that may still run, then delete this file",
        cause);
  }
}
