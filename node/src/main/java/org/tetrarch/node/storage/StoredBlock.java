package org.tetrarch.node.storage;

import java.util.List;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.Receipt;

/**
 * An executed block as it is kept.
 *
 * @param receipts one for each transaction
 * @param burnt fees burnt from genesis up to this block: with all balances they add up to the
 *     genesis supply (INV-4)
 */
public record StoredBlock(Block block, List<Receipt> receipts, Wei burnt) {
  public StoredBlock {
    receipts = List.copyOf(receipts);
    if (receipts.size() != block.transactions().size()) {
      throw new IllegalArgumentException(
          receipts.size() + " receipts for " + block.transactions().size() + " transactions");
    }
  }
}
