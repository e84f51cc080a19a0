package org.tetrarch.node.storage;

import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;

/**
 * How far the stored chain is.
 *
 * @param burnt fees burnt from genesis up to this block
 * @param certifiedHeight highest block whose certificate is stored; 0 when there is none yet
 */
public record ChainTip(BlockHeader header, Wei burnt, long certifiedHeight) {
  public long height() {
    return header.number();
  }

  ChainTip certifiedAt(long height) {
    return new ChainTip(header, burnt, Math.max(certifiedHeight, height));
  }
}
