package org.tetrarch.web.port;

import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * An executed transaction, its receipt and where it stands.
 *
 * @param header of the block that holds it
 * @param index within that block, from 0
 * @param gasUsed by this transaction alone (a receipt carries only the running total)
 */
public record LocatedTransaction(
    SignedTransaction transaction, Receipt receipt, BlockHeader header, int index, long gasUsed) {

  /** The transaction at an index of a block. */
  public static LocatedTransaction of(StoredBlock stored, int index) {
    long before = index == 0 ? 0 : stored.receipts().get(index - 1).cumulativeGasUsed();
    Receipt receipt = stored.receipts().get(index);
    return new LocatedTransaction(
        stored.block().transactions().get(index),
        receipt,
        stored.block().header(),
        index,
        receipt.cumulativeGasUsed() - before);
  }
}
