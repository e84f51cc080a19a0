package org.tetrarch.node.localnet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which everything of one user lies: {@code TETRARCH_HOME}, or {@code ~/.tetrarch}.
 */
public record TetrarchHome(Path folder) {
  private static final String VARIABLE = "TETRARCH_HOME";
  private static final String NETWORKS = "networks";

  public TetrarchHome {
    folder = folder.toAbsolutePath().normalize();
  }

  public static TetrarchHome of(Map<String, String> environment) {
    String chosen = environment.getOrDefault(VARIABLE, "");
    return new TetrarchHome(
        chosen.isEmpty() ? Path.of(System.getProperty("user.home"), ".tetrarch") : Path.of(chosen));
  }

  public NetworkFolder network(String name) {
    return new NetworkFolder(folder.resolve(NETWORKS).resolve(name));
  }

  /** All networks that were ever started in this home, the one started last first. */
  public List<NetworkFolder> networks() throws IOException, LocalNetworkException {
    Path all = folder.resolve(NETWORKS);
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    record Known(NetworkFolder network, long startedAtMillis) {}
    List<Known> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, Files::isDirectory)) {
      for (Path path : folders) {
        NetworkFolder network = new NetworkFolder(path);
        Optional<NetworkState> state = network.readState();
        state.ifPresent(s -> found.add(new Known(network, s.startedAtMillis())));
      }
    }
    return found.stream()
        .sorted(Comparator.comparingLong(Known::startedAtMillis).reversed())
        .map(Known::network)
        .toList();
  }

  /** The network that runs now, or is marked so although all its nodes are dead. */
  public Optional<NetworkFolder> running() throws IOException, LocalNetworkException {
    for (NetworkFolder network : networks()) {
      if (network.readState().filter(NetworkState::running).isPresent()) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }
}
