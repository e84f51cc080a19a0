package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tetrarch.genesis.Allocation;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.node.localnet.NetworkFolder;
import org.tetrarch.node.localnet.NetworkState;
import org.tetrarch.node.localnet.NetworkState.NodeState;
import org.tetrarch.node.localnet.NodeApi;

/** What {@code up} prints once the network is ready: all that one needs to begin. */
final class Welcome {
  private static final String INDENT = "  ";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  /** Account 1 of the mnemonic that development nodes share. */
  private static final String RECEIVER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  private final Surroundings surroundings;
  private final Screen screen;

  Welcome(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.screen = surroundings.screen();
  }

  /**
   * An account with coins.
   *
   * @param name what the genesis file's comment calls it, or empty
   */
  private record Funded(String name, Address address, Wei balance) {}

  void print(
      NetworkState network, Genesis genesis, int mostAccounts, Duration took, boolean detached) {
    String url = network.nodes().getFirst().httpUrl();
    screen.line(
        screen.bold(network.name())
            + " is ready: %d nodes after %.1f s".formatted(genesis.n(), took.toMillis() / 1000.0));
    printAccounts(network, genesis, mostAccounts);
    printNodes(network);
    screen.line("");
    line("Explorer", url);
    line(
        "In a wallet",
        "add a network with RPC URL "
            + url
            + ", chain id "
            + network.chainId()
            + ", currency "
            + network.symbol());
    if (network.labTokenFile() != null) {
      line("Lab", "on; its token lies in " + network.labTokenFile());
    }
    if (isDevelopment(genesis)) {
      String where = network.portOffset() == 0 ? "" : " --rpc-url " + url;
      String send = " wallet send --from dev0 " + RECEIVER + " 1.5 --yes";
      line("Try", surroundings.self() + send + where);
    }
    String self = surroundings.self();
    line(
        detached ? "Later" : "Stop",
        detached ? self + " status, " + self + " down" : "Ctrl-C, or " + self + " down");
  }

  private void printAccounts(NetworkState network, Genesis genesis, int most) {
    List<Funded> accounts = accounts(network, genesis, most);
    screen.line("");
    Table table = new Table("account", "address", ">" + network.symbol());
    for (Funded account : accounts) {
      table.row(account.name(), account.address().checksummed(), account.balance().toCoins());
    }
    table.print(screen, INDENT);
    int more = genesis.alloc().size() - accounts.size();
    if (more > 0) {
      screen.line(INDENT + "… and " + more + " more");
    }
    if (isDevelopment(genesis)) {
      screen.line(
          INDENT
              + screen.dim(
                  "of the mnemonic \""
                      + DevelopmentNetwork.MNEMONIC
                      + "\": everybody has these keys"));
    }
  }

  private void printNodes(NetworkState network) {
    screen.line("");
    Table table = new Table("node", "HTTP", "P2P", ">process");
    for (NodeState node : network.nodes()) {
      var process = node.process();
      String pid = process == null ? "" : String.valueOf(process.pid());
      table.row(node.name(), node.httpUrl(), node.p2pAddress(), pid);
    }
    table.print(screen, INDENT);
  }

  private void line(String name, String value) {
    screen.line(INDENT + "%-12s".formatted(name) + value);
  }

  static ObjectNode toJson(
      NetworkFolder folder, NetworkState network, Genesis genesis, int mostAccounts) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    String url = network.nodes().getFirst().httpUrl();
    root.put("network", network.name());
    root.put("chainId", network.chainId());
    root.put("symbol", network.symbol());
    root.put("genesisHash", network.genesisHash());
    root.put("genesisFile", network.genesisFile().toString());
    root.put("folder", folder.path().toString());
    root.put("rpcUrl", url);
    root.put("explorerUrl", url);
    if (network.labTokenFile() != null) {
      root.put("labTokenFile", network.labTokenFile().toString());
    }
    ArrayNode nodes = root.putArray("nodes");
    for (NodeState node : network.nodes()) {
      ObjectNode entry = nodes.addObject();
      entry.put("name", node.name());
      entry.put("httpUrl", node.httpUrl());
      entry.put("p2pAddress", node.p2pAddress());
      var process = node.process();
      if (process != null) {
        entry.put("processId", process.pid());
      }
      entry.put("logFile", node.logFile().toString());
    }
    ArrayNode accounts = root.putArray("accounts");
    for (Funded account : accounts(network, genesis, mostAccounts)) {
      accounts
          .addObject()
          .put("name", account.name())
          .put("address", account.address().checksummed())
          .put("balance", account.balance().toString());
    }
    return root;
  }

  /** In the order of their names (dev2 before dev10), with what they own now. */
  private static List<Funded> accounts(NetworkState network, Genesis genesis, int most) {
    NodeApi api = new NodeApi(network.nodes().getFirst().httpUrl(), ANSWER_TIMEOUT);
    List<Funded> accounts = new ArrayList<>();
    genesis.alloc().entrySet().stream()
        .map(entry -> funded(entry))
        .sorted(
            Comparator.comparingInt((Funded a) -> a.name().length()).thenComparing(Funded::name))
        .limit(most)
        .forEach(
            account -> {
              BigInteger now = api.balance(account.address()).orElse(account.balance().value());
              accounts.add(new Funded(account.name(), account.address(), Wei.of(now)));
            });
    return accounts;
  }

  private static Funded funded(Map.Entry<Address, Allocation> entry) {
    Allocation allocation = entry.getValue();
    return new Funded(allocation.name(), entry.getKey(), allocation.balance());
  }

  private static boolean isDevelopment(Genesis genesis) {
    return genesis.alloc().values().stream()
        .anyMatch(a -> a.comment() != null && a.comment().endsWith(DevelopmentNetwork.PUBLIC_KEY));
  }
}
