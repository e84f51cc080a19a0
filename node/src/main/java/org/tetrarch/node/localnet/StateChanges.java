package org.tetrarch.node.localnet;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.node.localnet.NetworkReport.NodeReport;

/** What changed from one look at a network to the next, in words, for somebody who watches. */
public final class StateChanges {
  private StateChanges() {}

  /** One line a change, none if all is as it was; heights that grow are no change. */
  public static List<String> between(NetworkReport before, NetworkReport after) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(before.nodes().size(), after.nodes().size()); i++) {
      addNode(before.nodes().get(i), after.nodes().get(i), lines);
    }
    if (after.view().isPresent()
        && before.view().isPresent()
        && !after.view().equals(before.view())) {
      lines.add(
          "view "
              + after.view().getAsLong()
              + after.primary().map(name -> ": " + name + " is the primary now").orElse(""));
    }
    if (before.quorumPresent() != after.quorumPresent()) {
      lines.add(after.sentence().orElse("a quorum is here again"));
    }
    return lines;
  }

  private static void addNode(NodeReport before, NodeReport after, List<String> lines) {
    String name = after.name();
    boolean sameProcess = before.pid().equals(after.pid());
    if (!sameProcess && after.pid().isPresent()) {
      lines.add(name + " was started, process " + after.pid().getAsLong());
    }
    if (!before.state().equals(after.state())) {
      lines.add(name + " is " + after.state());
    }
    String was = misbehaviour(before);
    String is = misbehaviour(after);
    if (before.isHere() && after.isHere() && !was.equals(is)) {
      lines.add(name + (is.isEmpty() ? " is honest again" : " is malicious: " + is));
    }
  }

  private static String misbehaviour(NodeReport node) {
    return node.chain().flatMap(chain -> chain.misbehaviour()).orElse("");
  }
}
