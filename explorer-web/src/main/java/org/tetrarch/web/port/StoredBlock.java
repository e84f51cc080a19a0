package org.tetrarch.web.port;

import java.util.List;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.Receipt;

/** An executed block with the receipts of its transactions, in their order. */
public record StoredBlock(Block block, List<Receipt> receipts) {

  public StoredBlock {
    receipts = List.copyOf(receipts);
    if (receipts.size() != block.transactions().size()) {
      throw new IllegalArgumentException(
          receipts.size() + " receipts for " + block.transactions().size() + " transactions");
    }
  }
}
