package org.tetrarch.genesis.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.document.Fields;
import org.tetrarch.genesis.storage.AtomicFile;

/**
 * What one node's process needs to know: {@code node.json}.
 *
 * <pre>{@code
 * {
 *   "name": "node0",
 *   "genesis": "../genesis.json",
 *   "key": "node.key",
 *   "data": "data",
 *   "http": {"host": "127.0.0.1", "port": 8545},
 *   "p2p": {"host": "127.0.0.1", "port": 30300}
 * }
 * }</pre>
 *
 * <p>Paths in the file are relative to the folder of the file, wherever the process was started;
 * paths in this record are absolute. Only {@code data} may be missing: whoever starts the node then
 * says where data goes.
 *
 * @param name the node's own name, for logs; its identity is its key
 * @param genesisFile the network's genesis file
 * @param keyFile the validator key, see {@link NodeKeyFile}
 * @param dataDirectory where the chain is kept, or null
 * @param http where JSON-RPC and the explorer listen
 * @param p2p where peers connect to; the address to bind, not the one in genesis that peers dial
 */
public record NodeConfig(
    String name,
    Path genesisFile,
    Path keyFile,
    @Nullable Path dataDirectory,
    Endpoint http,
    Endpoint p2p) {

  public static final String FILE_NAME = "node.json";

  private static final int MAX_BYTES = 64 * 1024;

  public NodeConfig {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: must not be empty");
    }
    if (http.equals(p2p)) {
      throw new IllegalArgumentException("http: is the same endpoint as p2p; each needs its own");
    }
  }

  /** Reads and validates the file itself; what it points at is not opened. */
  public static NodeConfig read(Path file) throws GenesisException {
    try {
      Fields root = Document.read(file, MAX_BYTES);
      Path absolute = file.toAbsolutePath().normalize();
      Path folder = absolute.resolveSibling("");
      String data = root.optionalText("data");
      String name = root.text("name");
      Path genesis = path(root, "genesis", folder, root.text("genesis"));
      Path key = path(root, "key", folder, root.text("key"));
      Path dataDirectory = data == null ? null : path(root, "data", folder, data);
      Endpoint http = endpoint(root.object("http"));
      Endpoint p2p = endpoint(root.object("p2p"));
      root.end();
      try {
        return new NodeConfig(name, genesis, key, dataDirectory, http, p2p);
      } catch (IllegalArgumentException e) {
        throw root.problem(e);
      }
    } catch (DocumentException e) {
      throw new GenesisException(file + ": " + e.getMessage(), e);
    }
  }

  /** Writes the file whole or not at all; paths below or beside its folder become relative. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().resolveSibling("");
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("name", name);
    root.put("genesis", relative(folder, genesisFile));
    root.put("key", relative(folder, keyFile));
    if (dataDirectory != null) {
      root.put("data", relative(folder, dataDirectory));
    }
    root.putObject("http").put("host", http.host()).put("port", http.port());
    root.putObject("p2p").put("host", p2p.host()).put("port", p2p.port());
    AtomicFile.write(file, format(root).getBytes(StandardCharsets.UTF_8));
  }

  /** This node with its data in another place. */
  public NodeConfig withDataDirectory(Path directory) {
    return new NodeConfig(name, genesisFile, keyFile, directory.toAbsolutePath(), http, p2p);
  }

  /** This node on another genesis file. */
  public NodeConfig withGenesisFile(Path file) {
    return new NodeConfig(name, file.toAbsolutePath(), keyFile, dataDirectory, http, p2p);
  }

  /** This node with both of its ports {@code offset} up. */
  public NodeConfig withPortOffset(int offset) {
    return new NodeConfig(
        name, genesisFile, keyFile, dataDirectory, http.shifted(offset), p2p.shifted(offset));
  }

  private static Endpoint endpoint(Fields fields) throws DocumentException {
    String host = fields.text("host");
    int port = fields.smallNumber("port");
    fields.end();
    try {
      return new Endpoint(host, port);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw fields.problem(message.startsWith("port") ? "port" : "host", message);
    }
  }

  private static Path path(Fields fields, String name, Path folder, String text)
      throws DocumentException {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw fields.problem(name, "is no path: " + e.getReason());
    }
  }

  private static String relative(Path folder, Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = folder.getParent();
    boolean near = parent != null && absolute.startsWith(parent);
    return (near ? folder.relativize(absolute) : absolute).toString().replace('\\', '/');
  }

  private static String format(ObjectNode root) {
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }
}
