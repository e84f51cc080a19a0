package org.tetrarch.wallet.chain;

import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Hash;

/**
 * The chain that a node is on.
 *
 * @param genesis the genesis file that made it, if this machine has it
 */
public record Chain(long chainId, Hash genesisHash, @Nullable Genesis genesis) {

  /** Whether certificates can be checked. */
  public boolean isKnown() {
    return genesis != null;
  }

  /** Whether the public development accounts may be used. */
  public boolean isDevelopment() {
    return chainId == DevelopmentNetwork.CHAIN_ID;
  }

  /** The coin's symbol, or "coins" where the genesis file is not known. */
  public String symbol() {
    return genesis == null ? "coins" : genesis.symbol();
  }

  SigningDomain signingDomain() {
    return new SigningDomain(chainId, genesisHash);
  }
}
