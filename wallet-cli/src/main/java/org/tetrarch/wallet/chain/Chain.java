package org.tetrarch.wallet.chain;

import java.nio.file.Path;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.ReadyNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.proof.TrustedChain;

/** The chain that a genesis file makes. */
public final class Chain {
  private final Genesis genesis;
  private final String source;
  private final TrustedChain trusted;

  private Chain(Genesis genesis, String source) {
    this.genesis = genesis;
    this.source = source;
    this.trusted = genesis.trusted();
  }

  public static Chain read(Path genesisFile) throws GenesisException {
    return new Chain(GenesisFile.read(genesisFile), genesisFile.toString());
  }

  /** The network that comes with the program. */
  public static Chain local() {
    return new Chain(ReadyNetwork.LOCAL_4.genesis(), "the local network's genesis file");
  }

  /** What certificates are checked against. */
  public TrustedChain trusted() {
    return trusted;
  }

  public Genesis genesis() {
    return genesis;
  }

  /** Which genesis file this is, for people. */
  public String source() {
    return source;
  }

  public long chainId() {
    return genesis.chainId();
  }

  public Hash genesisHash() {
    return trusted.domain().genesisHash();
  }

  /** The coin's symbol. */
  public String symbol() {
    return genesis.symbol();
  }

  /** Fixed for good, so that base fee and tip are an exact price. */
  public Wei baseFeePerGas() {
    return genesis.baseFeePerGas();
  }

  /** Whether the public development accounts may be used. */
  public boolean isDevelopment() {
    return chainId() == DevelopmentNetwork.CHAIN_ID;
  }
}
