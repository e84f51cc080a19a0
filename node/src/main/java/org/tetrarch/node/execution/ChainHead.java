package org.tetrarch.node.execution;

import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.WorldState;

/**
 * The chain at one instant. Immutable; reading it never waits for execution.
 *
 * @param header of the newest executed block, which is stored
 * @param state after that block
 * @param burnt fees burnt from genesis on
 * @param certifiedHeight highest block whose certificate is stored; 0 when there is none yet
 */
public record ChainHead(BlockHeader header, WorldState state, Wei burnt, long certifiedHeight) {
  public long height() {
    return header.number();
  }

  public Hash hash() {
    return header.hash();
  }

  ChainHead certifiedAt(long height) {
    return new ChainHead(header, state, burnt, Math.max(certifiedHeight, height));
  }
}
