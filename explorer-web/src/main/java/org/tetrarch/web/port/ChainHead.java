package org.tetrarch.web.port;

import org.tetrarch.ledger.crypto.Hash;

/**
 * How far this node is, read at one instant.
 *
 * @param height of the newest executed block; 0 is genesis. Executed is final: nothing is ever
 *     rolled back
 * @param hash of that block
 * @param certifiedHeight of the newest block whose certificate this node holds, at most {@code
 *     height}: up to here finality can be proven to others
 */
public record ChainHead(long height, Hash hash, long certifiedHeight) {

  public ChainHead {
    if (certifiedHeight < 0 || height < certifiedHeight) {
      throw new IllegalArgumentException(
          "certified height " + certifiedHeight + " is not within 0.." + height);
    }
  }
}
