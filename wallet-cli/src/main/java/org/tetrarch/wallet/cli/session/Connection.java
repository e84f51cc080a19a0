package org.tetrarch.wallet.cli.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.journal.Journal;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.network.Trouble;
import org.tetrarch.wallet.settings.SettingsException;

/** A chain, and the nodes that tell of it. */
public final class Connection implements AutoCloseable {
  private final Session session;
  private final LightClient client;

  Connection(Session session, Chain chain, Nodes nodes) {
    this.session = session;
    this.client = new LightClient(chain, nodes);
  }

  public LightClient client() {
    return client;
  }

  public Chain chain() {
    return client.chain();
  }

  public Nodes nodes() {
    return client.nodes();
  }

  public Journal journal() throws SettingsException {
    return new Journal(session.settings().journalFolder(), chain().genesisHash());
  }

  /** Names the nodes whose answers were of no use, on the error stream. */
  public void warnOfTroubles() {
    Screen screen = session.screen();
    screen.flush();
    for (Trouble trouble : nodes().troubles()) {
      String text = trouble.describe();
      screen
          .err()
          .println(
              screen.yellow("warning:")
                  + " "
                  + (trouble.kind() == Trouble.Kind.LIED ? text + "; it was not believed" : text));
    }
    screen.flush();
  }

  /** Which nodes were asked, and what was wrong with their answers. */
  public void addNodes(ObjectNode root) {
    ArrayNode list = root.putArray("nodes");
    for (var address : nodes().addresses()) {
      ObjectNode entry =
          list.addObject().put("name", address.name()).put("url", address.uri().toString());
      nodes().troubles().stream()
          .filter(trouble -> trouble.node().equals(address))
          .findFirst()
          .ifPresent(
              trouble ->
                  entry.put("trouble", trouble.kind().word()).put("reason", trouble.reason()));
    }
  }

  @Override
  public void close() {
    nodes().close();
  }
}
