package org.tetrarch.ledger.certificate;

import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * "The block at this height of this chain has this hash": what a CHECKPOINT says (PBFT §4.3), with
 * the block hash as the state digest. It is the same for every signer.
 */
public record CheckpointStatement(long chainId, Hash genesisHash, long height, Hash blockHash) {
  /** The statement's type in {@link SigningDomain#signingHash}. */
  public static final String TYPE = "checkpoint";

  public static CheckpointStatement of(SigningDomain domain, long height, Hash blockHash) {
    return new CheckpointStatement(domain.chainId(), domain.genesisHash(), height, blockHash);
  }

  public Hash signingHash() {
    byte[] body = new RlpWriter(48).beginList().add(height).add(blockHash).endList().toBytes();
    return new SigningDomain(chainId, genesisHash).signingHash(TYPE, body);
  }
}
