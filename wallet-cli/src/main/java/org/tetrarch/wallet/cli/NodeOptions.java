package org.tetrarch.wallet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.chain.ChainException;
import org.tetrarch.wallet.chain.ChainFinder;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;
import org.tetrarch.wallet.settings.Settings;
import org.tetrarch.wallet.settings.SettingsException;
import picocli.CommandLine.Option;

/** Which node to talk to, and which chain it should be on. */
final class NodeOptions {
  @Option(names = "--rpc-url", paramLabel = "URL", description = "The node to talk to.")
  @Nullable String rpcUrl;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description =
          "The genesis file of the chain, against which certificates are checked. Found by itself"
              + " for the networks of this machine.")
  @Nullable Path genesis;

  NodeClient connect(Settings settings) throws SettingsException {
    return new NodeClient(settings.rpcUrl(rpcUrl));
  }

  Chain chain(NodeClient node, Settings settings)
      throws NodeUnreachableException,
          RpcErrorException,
          GenesisException,
          ChainException,
          SettingsException {
    return new ChainFinder(settings.genesisFile(genesis), settings.networksFolder()).find(node);
  }
}
