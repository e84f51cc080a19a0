package org.tetrarch.ledger.proof;

import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * A transaction that was executed for good, as {@link ReceiptProof#verify} found it.
 *
 * @param header of the block that holds it
 * @param index its place in that block
 * @param certificate what makes it final; of this block or of a later one
 */
public record ProvenReceipt(
    SignedTransaction transaction,
    Receipt receipt,
    BlockHeader header,
    int index,
    Optional<Certificate> certificate) {

  /** Gas that the transaction used; nothing runs here, so it follows from its form. */
  public long gasUsed() {
    return transaction.intrinsicGas();
  }

  /** What the sender paid beside the value. */
  public Wei fee() {
    return transaction.effectiveGasPrice(header.baseFeePerGas()).times(gasUsed());
  }
}
