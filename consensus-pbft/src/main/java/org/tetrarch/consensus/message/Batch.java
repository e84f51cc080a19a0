package org.tetrarch.consensus.message;

/**
 * What a sequence number orders. Consensus looks at nothing but the digest, which the embedder
 * computes from the content and never takes from a peer. Implementations are immutable.
 */
public interface Batch {
  Digest digest();
}
