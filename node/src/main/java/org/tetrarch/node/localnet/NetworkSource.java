package org.tetrarch.node.localnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NodeConfig;
import org.tetrarch.genesis.network.ReadyNetwork;

/** Where the genesis of a local network, and the keys of its validators, come from. */
public sealed interface NetworkSource {

  /** The name of the network's folder. */
  String name();

  Genesis genesis() throws GenesisException;

  /** The genesis file that the nodes will read. */
  Path genesisFile(NetworkFolder network);

  /** Puts what the nodes read into place, if it is ours to write. */
  void prepare(NetworkFolder network) throws IOException;

  /** The file of each node's configuration, in the order of genesis. */
  default List<Path> configFiles(NetworkFolder network) throws GenesisException {
    Path folder = genesisFile(network).resolveSibling("");
    return genesis().validators().stream()
        .map(validator -> folder.resolve(validator.name()).resolve(NodeConfig.FILE_NAME))
        .toList();
  }

  /** A network for development, all of whose keys are public. */
  record Development(int nodes, int accounts) implements NetworkSource {
    private static final int USUAL_ACCOUNTS = 10;

    @Override
    public String name() {
      return "local-" + nodes + (accounts == USUAL_ACCOUNTS ? "" : "-accounts-" + accounts);
    }

    /** Whether it is the one that comes ready-made. */
    private boolean isReadyMade() {
      return name().equals(ReadyNetwork.LOCAL_4.folderName());
    }

    @Override
    public Genesis genesis() {
      return isReadyMade()
          ? ReadyNetwork.LOCAL_4.genesis()
          : DevelopmentNetwork.create(nodes, accounts).genesis();
    }

    @Override
    public Path genesisFile(NetworkFolder network) {
      return network.genesisFile();
    }

    @Override
    public void prepare(NetworkFolder network) throws IOException {
      Files.createDirectories(network.path());
      if (isReadyMade()) {
        ReadyNetwork.LOCAL_4.copyTo(network.path());
      } else {
        DevelopmentNetwork.create(nodes, accounts).overwrite(network.path());
      }
    }
  }

  /**
   * A network from {@code tetrarch genesis create}: each node's folder lies beside the genesis
   * file.
   *
   * @param genesis what the file holds
   * @param name of its folder in the home, from the file's folder and the hash of the chain
   */
  record Given(Path file, Genesis genesis, String name) implements NetworkSource {
    private static final int HASH_DIGITS = 8;

    public static Given of(Path file) throws GenesisException {
      Path absolute = file.toAbsolutePath().normalize();
      Genesis genesis = GenesisFile.read(absolute);
      Path folder = absolute.getParent();
      String from = folder == null ? "" : String.valueOf(folder.getFileName());
      String hash = genesis.hash().toHex().substring(2, 2 + HASH_DIGITS);
      return new Given(absolute, genesis, from.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + hash);
    }

    @Override
    public Path genesisFile(NetworkFolder network) {
      return file;
    }

    @Override
    public void prepare(NetworkFolder network) {}
  }
}
