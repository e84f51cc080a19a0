package org.tetrarch.wallet.cli.session;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.rpc.NodeAddress;
import org.tetrarch.wallet.settings.Settings;
import org.tetrarch.wallet.settings.SettingsException;
import picocli.CommandLine.Option;

/** Which nodes to ask, and against which genesis file their answers are checked. */
public final class NodeOptions {
  @Option(
      names = "--rpc-url",
      paramLabel = "URL",
      description =
          "A node to ask; several, repeated or after commas, are all asked, and none is trusted."
              + " Default: the nodes of the local network.")
  List<String> rpcUrls = List.of();

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description =
          "The genesis file of the chain, against which every answer is checked; default: that of"
              + " the local network.")
  @Nullable Path genesis;

  public Connection connect(Session session) throws SettingsException, GenesisException {
    Settings settings = session.settings();
    List<NodeAddress> addresses = settings.nodes(rpcUrls);
    Path file = settings.genesisFile(genesis, addresses);
    Chain chain = file == null ? Chain.local() : Chain.read(file);
    return new Connection(session, chain, new Nodes(addresses));
  }
}
