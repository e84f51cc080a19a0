package org.tetrarch.wallet.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.document.Fields;
import org.tetrarch.wallet.rpc.NodeAddress;

/**
 * A network that {@code tetrarch up} made on this machine, as far as a wallet needs to know it.
 *
 * @param running whether it was started and not stopped; its nodes may be dead all the same
 */
public record LocalNetwork(
    Path genesisFile, boolean running, long startedAtMillis, List<NodeAddress> nodes) {
  private static final String STATE_FILE = "network.json";
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_NODES = 128;

  public LocalNetwork {
    nodes = List.copyOf(nodes);
  }

  /** The networks in this folder, the one that was started last first. */
  static List<LocalNetwork> in(Path networksFolder) {
    List<LocalNetwork> networks = new ArrayList<>();
    if (Files.isDirectory(networksFolder)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(networksFolder)) {
        for (Path folder : folders) {
          read(folder.resolve(STATE_FILE)).ifPresent(networks::add);
        }
      } catch (IOException | DirectoryIteratorException e) {
        // What cannot be listed is as good as not there: the user can name nodes and genesis file.
        return List.of();
      }
    }
    networks.sort(Comparator.comparingLong(LocalNetwork::startedAtMillis).reversed());
    return networks;
  }

  /** Empty where there is no such file, or one that another version wrote. */
  private static Optional<LocalNetwork> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Fields root = Document.read(file, MAX_BYTES);
      List<NodeAddress> nodes = new ArrayList<>();
      for (Fields node : root.objects("nodes", MAX_NODES)) {
        nodes.add(new NodeAddress(node.text("name"), new URI(node.text("httpUrl"))));
      }
      return Optional.of(
          new LocalNetwork(
              Path.of(root.text("genesisFile")),
              root.flag("running", false),
              root.number("startedAtMillis"),
              nodes));
    } catch (DocumentException | URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean has(URI uri) {
    return nodes.stream().anyMatch(node -> node.uri().equals(uri));
  }
}
