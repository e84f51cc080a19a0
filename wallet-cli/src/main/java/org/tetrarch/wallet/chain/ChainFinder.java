package org.tetrarch.wallet.chain;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.ReadyNetwork;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** Finds the genesis file of the chain that a node is on. */
public final class ChainFinder {
  private final @Nullable Path named;
  private final Path networksFolder;

  /**
   * @param named the genesis file that the user named: the node must be on its chain
   * @param networksFolder where the networks of this machine keep theirs
   */
  public ChainFinder(@Nullable Path named, Path networksFolder) {
    this.named = named;
    this.networksFolder = networksFolder;
  }

  /** Asks the node which chain it is on and looks for the genesis file that has the same hash. */
  public Chain find(NodeClient node)
      throws NodeUnreachableException, RpcErrorException, GenesisException, ChainException {
    long chainId = node.chainId();
    Hash hash = node.genesisHash();
    if (named != null) {
      return requireSame(GenesisFile.read(named), named, chainId, hash, node);
    }
    ReadyNetwork ready = ReadyNetwork.LOCAL_4;
    Genesis local = ready.genesis();
    if (local.chainId() == chainId && local.hash().equals(hash)) {
      return new Chain(chainId, hash, local);
    }
    return new Chain(chainId, hash, amongNetworks(chainId, hash));
  }

  private static Chain requireSame(
      Genesis genesis, Path file, long chainId, Hash hash, NodeClient node) throws ChainException {
    if (genesis.chainId() != chainId) {
      throw new ChainException(
          "%s is on chain %d, but %s makes chain %d: name another node or another genesis file"
              .formatted(node.uri(), chainId, file, genesis.chainId()));
    }
    Hash expected = genesis.hash();
    if (!expected.equals(hash)) {
      throw new ChainException(
          "%s began with genesis %s, but %s makes %s: name another node or another genesis file"
              .formatted(node.uri(), hash, file, expected));
    }
    return new Chain(chainId, hash, genesis);
  }

  /** A file there that is broken or of another chain is not what we look for. */
  private @Nullable Genesis amongNetworks(long chainId, Hash hash) {
    if (!Files.isDirectory(networksFolder)) {
      return null;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(networksFolder)) {
      for (Path folder : folders) {
        Genesis genesis = readIfGood(folder.resolve(GenesisFile.NAME));
        if (genesis != null && genesis.chainId() == chainId && genesis.hash().equals(hash)) {
          return genesis;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return null;
    }
    return null;
  }

  private static @Nullable Genesis readIfGood(Path file) {
    try {
      return Files.exists(file) ? GenesisFile.read(file) : null;
    } catch (GenesisException e) {
      return null;
    }
  }
}
