package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.genesis.terminal.Table;
import org.tetrarch.node.localnet.NetworkReport;
import org.tetrarch.node.localnet.NetworkReport.Chain;
import org.tetrarch.node.localnet.NetworkReport.NodeReport;

/** How a network's report is shown. */
final class StatusText {
  private static final String UNKNOWN = "-";

  private StatusText() {}

  static void print(NetworkReport report, Screen screen) {
    StringBuilder title = new StringBuilder(screen.bold(report.name()));
    title.append(", chain id ").append(report.chainId());
    report.view().ifPresent(view -> title.append(", view ").append(view));
    report.primary().ifPresent(primary -> title.append(", primary ").append(primary));
    screen.line(title.toString());
    Table table =
        new Table("node", "state", ">height", ">certified", ">view", ">process", "HTTP", "P2P");
    for (NodeReport node : report.nodes()) {
      Optional<Chain> chain = node.chain();
      table.row(
          node.name(),
          state(node),
          chain.map(c -> String.valueOf(c.height())).orElse(UNKNOWN),
          chain.map(c -> String.valueOf(c.certifiedHeight())).orElse(UNKNOWN),
          chain.map(c -> String.valueOf(c.view())).orElse(UNKNOWN),
          node.pid().isPresent() ? String.valueOf(node.pid().getAsLong()) : UNKNOWN,
          node.httpUrl(),
          node.p2pAddress());
    }
    table.print(screen, "  ");
    report.sentence().ifPresent(sentence -> screen.line(screen.yellow(sentence)));
  }

  private static String state(NodeReport node) {
    String malicious =
        node.chain().flatMap(Chain::misbehaviour).map(name -> ", malicious: " + name).orElse("");
    return node.state() + malicious;
  }

  static ObjectNode toJson(NetworkReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("network", report.name());
    root.put("chainId", report.chainId());
    root.put("symbol", report.symbol());
    report.view().ifPresent(view -> root.put("view", view));
    report.primary().ifPresent(primary -> root.put("primary", primary));
    root.put("quorum", report.quorum());
    root.put("quorumPresent", report.quorumPresent());
    report.sentence().ifPresent(sentence -> root.put("sentence", sentence));
    for (NodeReport node : report.nodes()) {
      ObjectNode entry = root.withArray("/nodes").addObject();
      entry.put("name", node.name());
      entry.put("httpUrl", node.httpUrl());
      entry.put("p2pAddress", node.p2pAddress());
      node.pid().ifPresent(pid -> entry.put("processId", pid));
      entry.put("state", node.state());
      entry.put("primary", report.primary().filter(node.name()::equals).isPresent());
      node.chain().ifPresent(chain -> put(entry, chain));
    }
    return root;
  }

  private static void put(ObjectNode entry, Chain chain) {
    entry.put("height", chain.height());
    entry.put("certifiedHeight", chain.certifiedHeight());
    entry.put("view", chain.view());
    chain.misbehaviour().ifPresent(name -> entry.put("misbehaviour", name));
  }
}
