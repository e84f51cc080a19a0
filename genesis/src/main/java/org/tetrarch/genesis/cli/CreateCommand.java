package org.tetrarch.genesis.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Allocation;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NewNetwork;
import org.tetrarch.genesis.terminal.AmountText;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch genesis create}. */
@Command(
    name = "create",
    description =
        "Makes a network's folder: genesis.json, and for each node its configuration and new key.",
    footer = {
      "",
      "Example: four servers, one account",
      "  tetrarch genesis create --host a.example.org,b.example.org,c.example.org,d.example.org \\",
      "      --chain-id 4242 --symbol PTS --alloc 0x7099…79C8=1000000 -o my-network",
      "Then give each server genesis.json and its own node folder, and nobody else that folder."
    })
final class CreateCommand implements Callable<Integer> {
  /** The fewest that tolerate a faulty one. */
  private static final int DEFAULT_NODES = 4;

  /** Nine digits: far from the ids of known chains, and still readable. */
  private static final long LEAST_RANDOM_ID = 100_000_000;

  private static final long MOST_RANDOM_ID = 1_000_000_000;

  private final Screen screen;

  @Option(
      names = {"--nodes", "--validators"},
      paramLabel = "N",
      description = "How many validators; default: as many as hosts, or 4.")
  @Nullable Integer nodes;

  @Option(
      names = "--chain-id",
      paramLabel = "ID",
      description = "The number that keeps signatures to this chain; default: a random one.")
  @Nullable Long chainId;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description = "The coin's symbol, 2 to 6 letters; default ${DEFAULT-VALUE}.")
  String symbol = Genesis.DEFAULT_SYMBOL;

  @Option(
      names = "--alloc",
      paramLabel = "ADDRESS=AMOUNT",
      description = "Coins for an account, such as 0x7099…79C8=1000.5; may be repeated.")
  List<String> alloc = List.of();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description =
          "Where the nodes run: one host for all, on ports that count up, or one for each, all on"
              + " the same ports; default 127.0.0.1.")
  List<String> hosts = List.of();

  @Option(
      names = "--p2p-port",
      paramLabel = "PORT",
      description = "The first port for peers; default ${DEFAULT-VALUE}.")
  int p2pPort = DevelopmentNetwork.P2P_PORT;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "The first port for JSON-RPC and the explorer; default ${DEFAULT-VALUE}.")
  int httpPort = DevelopmentNetwork.HTTP_PORT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to make.")
  Path output = Path.of("");

  @Option(
      names = "--force",
      description = "Replaces the files of a network that is there; its keys are then lost.")
  boolean force;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  CreateCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    if (output.toString().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--output must name the folder to make");
    }
    NewNetwork network = network();
    List<Path> files;
    try {
      files = force ? network.overwrite(output) : network.write(output);
    } catch (FileAlreadyExistsException e) {
      if (!output.toString().equals(e.getFile())) {
        // A folder above it cannot be made, since there is a file of that name.
        throw new CommandFailure(ExitCode.FAILURE, e.getFile() + ": is a file, not a folder", e);
      }
      throw new CommandFailure(
          ExitCode.FAILURE,
          output + ": exists already; name another folder, or replace its network with --force",
          e);
    }
    if (json) {
      screen.json(toJson(network.genesis(), files));
    } else {
      report(network.genesis(), files);
    }
    return ExitCode.OK.code();
  }

  private NewNetwork network() throws CommandFailure {
    try {
      SecureRandom random = new SecureRandom();
      int otherwise = hosts.size() > 1 ? hosts.size() : DEFAULT_NODES;
      NetworkPlan plan =
          new NetworkPlan(
              nodes == null ? otherwise : nodes,
              chainId == null ? random.nextLong(LEAST_RANDOM_ID, MOST_RANDOM_ID) : chainId,
              symbol,
              allocations(),
              hosts.isEmpty() ? List.of(DevelopmentNetwork.HOST) : hosts,
              p2pPort,
              httpPort,
              Clock.systemUTC().instant().getEpochSecond());
      return plan.network(() -> randomKey(random));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private SortedMap<Address, Allocation> allocations() throws CommandFailure {
    SortedMap<Address, Allocation> allocations = new TreeMap<>();
    for (String entry : alloc) {
      try {
        int equals = entry.indexOf('=');
        if (equals < 0) {
          throw new MalformedException("\"" + entry + "\" must be ADDRESS=AMOUNT");
        }
        Address address = Address.parseChecked(entry.substring(0, equals));
        Allocation allocation =
            new Allocation(AmountText.parse(entry.substring(equals + 1), symbol));
        if (allocations.put(address, allocation) != null) {
          throw new MalformedException(address + " is given twice");
        }
      } catch (MalformedException e) {
        throw new CommandFailure(ExitCode.USAGE, "--alloc: " + e.getMessage(), e);
      }
    }
    if (allocations.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "a chain without coins is of no use: give at least one --alloc ADDRESS=AMOUNT");
    }
    return allocations;
  }

  private static PrivateKey randomKey(SecureRandom random) {
    byte[] entropy = new byte[PrivateKey.MIN_ENTROPY];
    random.nextBytes(entropy);
    PrivateKey key = PrivateKey.fromEntropy(entropy);
    Arrays.fill(entropy, (byte) 0);
    return key;
  }

  private void report(Genesis genesis, List<Path> files) {
    screen.line(screen.green("Made") + " a network of " + genesis.n() + " nodes in " + output);
    files.forEach(file -> screen.line("  " + file));
    screen.line("genesis hash " + genesis.hash());
    screen.line("");
    screen.line("Keep each node.key secret: whoever has it can sign as that validator.");
    screen.line("Start a node:  tetrarch node run --config " + files.get(1));
  }

  private ObjectNode toJson(Genesis genesis, List<Path> files) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("folder", output.toString());
    root.put("chainId", genesis.chainId());
    root.put("genesisHash", genesis.hash().toHex());
    ArrayNode list = root.putArray("files");
    files.forEach(file -> list.add(file.toString()));
    return root;
  }
}
