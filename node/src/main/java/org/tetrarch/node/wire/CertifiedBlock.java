package org.tetrarch.node.wire;

import java.util.Optional;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.certificate.Certificate;

/**
 * A block on its way to a replica that is behind.
 *
 * @param certificate as the sender has it: not checked, and perhaps for another block; empty when
 *     the sender has none for this height, whose block a later one then proves
 */
public record CertifiedBlock(Block block, Optional<Certificate> certificate) {
  /** Bytes in a reply, or a few more. */
  int size() {
    int proof = certificate.map(c -> c.encoded().length).orElse(0);
    return block.size() + proof + FrameKind.ITEM_PREFIX;
  }
}
