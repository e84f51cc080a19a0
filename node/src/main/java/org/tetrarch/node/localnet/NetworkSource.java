package org.tetrarch.node.localnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NodeConfig;
import org.tetrarch.genesis.network.NodeIdentity;
import org.tetrarch.genesis.network.NodeKeyFile;
import org.tetrarch.genesis.network.ReadyNetwork;

/** Where the genesis of a local network, and the keys of its validators, come from. */
public sealed interface NetworkSource {

  /** The name of the network's folder. */
  String name();

  Genesis genesis() throws GenesisException;

  /** The genesis file that the nodes will read. */
  Path genesisFile(NetworkFolder network);

  /**
   * The nodes' configurations in the order of genesis, known before {@link #prepare} has written
   * any.
   */
  List<NodeConfig> configs(NetworkFolder network) throws GenesisException, LocalNetworkException;

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
    public List<NodeConfig> configs(NetworkFolder network) {
      Path genesisFile = genesisFile(network);
      // The accounts are of no matter here, and take time to derive.
      return DevelopmentNetwork.create(nodes, 0).nodes().stream()
          .map(
              node ->
                  new NodeConfig(
                      node.name(),
                      genesisFile,
                      genesisFile.resolveSibling(node.name()).resolve(NodeKeyFile.NAME),
                      null,
                      node.http(),
                      node.p2p()))
          .toList();
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
    public List<NodeConfig> configs(NetworkFolder network)
        throws GenesisException, LocalNetworkException {
      List<NodeConfig> configs = new ArrayList<>();
      for (Path config : configFiles(network)) {
        if (!Files.exists(config)) {
          throw new LocalNetworkException(
              config
                  + ": there is no such file; 'tetrarch up' needs the configuration and key of"
                  + " every validator, as 'tetrarch genesis create' writes them");
        }
        configs.add(requireKeyOf(configs.size(), config));
      }
      return configs;
    }

    /** The node's configuration, found to name this genesis and to have this validator's key. */
    private NodeConfig requireKeyOf(int index, Path configFile)
        throws GenesisException, LocalNetworkException {
      NodeConfig config = NodeConfig.read(configFile);
      NodeIdentity identity = NodeIdentity.load(config);
      if (!identity.genesis().hash().equals(genesis.hash())) {
        throw new LocalNetworkException(
            configFile
                + ": names another genesis, "
                + config.genesisFile()
                + "; let it name "
                + file);
      }
      if (identity.index() != index) {
        throw new LocalNetworkException(
            config.keyFile()
                + ": is the key of "
                + identity.validator().name()
                + ", not of "
                + genesis.validators().get(index).name()
                + "; each node needs the key that 'tetrarch genesis create' made for it");
      }
      return config;
    }

    @Override
    public void prepare(NetworkFolder network) {}
  }
}
