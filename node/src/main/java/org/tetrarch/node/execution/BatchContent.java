package org.tetrarch.node.execution;

import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.node.wire.TransferBatch;

/** What consensus ordered, in the ledger's words. */
final class BatchContent {
  private BatchContent() {}

  /**
   * @param batch empty for a null request
   * @param parentMillis time of the block before it
   */
  static OrderedBatch of(Optional<Batch> batch, long parentMillis) {
    long earliest = Math.min(parentMillis + 1, BlockHeader.MAX_TIMESTAMP_MILLIS);
    if (batch.isEmpty()) {
      return new OrderedBatch(earliest, Address.ZERO, List.of());
    }
    TransferBatch transfers = transfers(batch.get());
    // No correct replica prepares a batch from a time out of range; if one is committed all the
    // same, every replica must make the same block of it.
    long latest = Math.min(transfers.timestampMillis(), BlockHeader.MAX_TIMESTAMP_MILLIS);
    return new OrderedBatch(
        Math.max(earliest, latest), transfers.proposer(), transfers.transactions());
  }

  /** The one kind of batch there is in a node. */
  static TransferBatch transfers(Batch batch) {
    if (batch instanceof TransferBatch transfers) {
      return transfers;
    }
    throw new IllegalArgumentException("a batch of another kind: " + batch.getClass());
  }
}
