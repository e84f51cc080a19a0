package org.tetrarch.wallet.settings;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.wallet.rpc.NodeAddress;

/**
 * Settings that are no flags. The file is {@code wallet.properties} in {@code TETRARCH_HOME}, which
 * is {@code ~/.tetrarch} by default, with {@code rpc-url}, {@code genesis}, {@code from} and {@code
 * light}.
 */
public final class Settings {
  public static final String FILE_NAME = "wallet.properties";

  private static final String EXAMPLE_URL = "http://127.0.0.1:8545";
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_NODES = 128;

  /** What {@code tetrarch up} starts. */
  private static final int LOCAL_NODES = 4;

  private static final List<String> KNOWN = List.of("rpc-url", "genesis", "from", "light");

  private final Map<String, String> environment;
  private final Path home;
  private final Properties file;

  private Settings(Map<String, String> environment, Path home, Properties file) {
    this.environment = environment;
    this.home = home;
    this.file = file;
  }

  /** Reads the configuration file, if there is one. */
  public static Settings read(Map<String, String> environment) throws SettingsException {
    String home = environment.getOrDefault("TETRARCH_HOME", "");
    Path folder =
        home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".tetrarch")
            : path(home, "TETRARCH_HOME");
    Path file = folder.resolve(FILE_NAME);
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try {
        properties.load(new StringReader(Document.readText(file, MAX_BYTES)));
      } catch (DocumentException | IOException | IllegalArgumentException e) {
        throw new SettingsException(file + ": " + e.getMessage(), e);
      }
      for (String name : properties.stringPropertyNames()) {
        if (!KNOWN.contains(name)) {
          throw new SettingsException(
              file + ": " + name + " is no setting; known are " + String.join(", ", KNOWN));
        }
      }
    }
    return new Settings(environment, folder, properties);
  }

  /** {@code TETRARCH_HOME}. */
  public Path home() {
    return home;
  }

  public Path keystoreFolder() {
    return home.resolve("keystore");
  }

  /** The addresses that the user gave names to. */
  public Path contactsFile() {
    return home.resolve("contacts.json");
  }

  /** What was sent from here and is not final yet. */
  public Path journalFolder() {
    return home.resolve("transactions");
  }

  /** Where the networks that run on this machine keep their genesis files. */
  public Path networksFolder() {
    return home.resolve("networks");
  }

  /**
   * The nodes to ask, at least one: the flags, TETRARCH_RPC_URL, ETH_RPC_URL, the file, the network
   * that runs on this machine, the ports of the local network.
   */
  public List<NodeAddress> nodes(List<String> flags) throws SettingsException {
    List<NodeAddress> named = namedNodes(flags);
    if (!named.isEmpty()) {
      return named;
    }
    Optional<LocalNetwork> running = runningNetwork();
    return running.isPresent() ? running.get().nodes() : localNodes();
  }

  private List<NodeAddress> namedNodes(List<String> flags) throws SettingsException {
    if (!flags.isEmpty()) {
      return addresses(String.join(",", flags), "--rpc-url");
    }
    for (String variable : List.of("TETRARCH_RPC_URL", "ETH_RPC_URL")) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        return addresses(value, variable);
      }
    }
    String configured = file.getProperty("rpc-url");
    return configured == null
        ? List.of()
        : addresses(configured, home.resolve(FILE_NAME) + ": rpc-url");
  }

  /** Those of the network that comes with the program, as {@code tetrarch up} starts it. */
  private static List<NodeAddress> localNodes() {
    List<NodeAddress> nodes = new ArrayList<>();
    for (int i = 0; i < LOCAL_NODES; i++) {
      int port = DevelopmentNetwork.HTTP_PORT + i;
      URI uri = URI.create("http://" + DevelopmentNetwork.HOST + ":" + port);
      nodes.add(new NodeAddress("node" + i, uri));
    }
    return nodes;
  }

  private Optional<LocalNetwork> runningNetwork() {
    return LocalNetwork.in(networksFolder()).stream().filter(LocalNetwork::running).findFirst();
  }

  /** Nodes of local networks keep their names when the user gives their URLs. */
  private List<NodeAddress> addresses(String list, String where) throws SettingsException {
    List<LocalNetwork> networks = LocalNetwork.in(networksFolder());
    SequencedSet<NodeAddress> addresses = new LinkedHashSet<>();
    for (String text : list.split(",", -1)) {
      URI uri = url(text, where);
      addresses.add(
          networks.stream()
              .flatMap(network -> network.nodes().stream())
              .filter(node -> node.uri().equals(uri))
              .findFirst()
              .orElseGet(() -> NodeAddress.of(uri)));
    }
    if (addresses.size() > MAX_NODES) {
      throw new SettingsException(where + ": names more than " + MAX_NODES + " nodes");
    }
    return List.copyOf(addresses);
  }

  /**
   * The genesis file to check against: the flag, TETRARCH_GENESIS, the file, that of the local
   * network to which one of the nodes belongs, that of the one which runs; null for the network
   * that comes with the program. What a node says has no part in the choice: it could choose one
   * whose keys it has.
   */
  public @Nullable Path genesisFile(@Nullable Path flag, List<NodeAddress> nodes)
      throws SettingsException {
    Path named = genesisFile(flag);
    if (named != null) {
      return named;
    }
    return LocalNetwork.in(networksFolder()).stream()
        .filter(network -> nodes.stream().anyMatch(node -> network.has(node.uri())))
        .findFirst()
        .or(this::runningNetwork)
        .map(LocalNetwork::genesisFile)
        .orElse(null);
  }

  /** The genesis file that the user named: the flag, TETRARCH_GENESIS, the file; null if none. */
  public @Nullable Path genesisFile(@Nullable Path flag) throws SettingsException {
    if (flag != null) {
      return flag;
    }
    String variable = environment.getOrDefault("TETRARCH_GENESIS", "");
    if (!variable.isEmpty()) {
      return path(variable, "TETRARCH_GENESIS");
    }
    String configured = file.getProperty("genesis");
    // As in every other file of ours, a path is relative to the file that holds it.
    return configured == null
        ? null
        : home.resolve(path(configured, home.resolve(FILE_NAME) + ": genesis"));
  }

  /** The account that pays unless a flag names another; null if none. */
  public @Nullable String from() {
    return file.getProperty("from");
  }

  /** Whether new keys take less work to unlock, see {@code Protection.LIGHT_SCRYPT}. */
  public boolean light(boolean flag) throws SettingsException {
    String value = file.getProperty("light", "false").strip();
    if (!value.equals("true") && !value.equals("false")) {
      throw new SettingsException(home.resolve(FILE_NAME) + ": light must be true or false");
    }
    return flag || value.equals("true");
  }

  /** The file that holds the password: the flag, or TETRARCH_PASSWORD_FILE; null if none. */
  public @Nullable Path passwordFile(@Nullable Path flag) throws SettingsException {
    String variable = environment.getOrDefault("TETRARCH_PASSWORD_FILE", "");
    return flag != null || variable.isEmpty() ? flag : path(variable, "TETRARCH_PASSWORD_FILE");
  }

  private static Path path(String text, String where) throws SettingsException {
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException e) {
      throw new SettingsException(where + ": is no path: " + e.getReason(), e);
    }
  }

  private static URI url(String given, String where) throws SettingsException {
    String text = given.strip();
    try {
      URI uri = new URI(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new SettingsException(where + ": \"" + text + "\" is no URL: " + e.getReason(), e);
    }
    throw new SettingsException(where + ": \"" + text + "\" must be a URL such as " + EXAMPLE_URL);
  }
}
