package org.tetrarch.ledger.execution;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.StateCommit;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** Turns committed batches into blocks. Stateless, any thread. */
public final class BatchExecutor {
  private final ChainRules rules;

  public BatchExecutor(ChainRules rules) {
    this.rules = rules;
  }

  /**
   * Executes a batch on top of its parent. It never fails on a batch's content, which quorum has
   * ordered already: what cannot be executed is skipped, and a time that does not rise becomes the
   * parent's plus one millisecond.
   *
   * @param parent the state after the block of {@code parentHeader}
   */
  public ExecutedBlock apply(WorldState parent, BlockHeader parentHeader, OrderedBatch batch) {
    if (!parent.root().equals(parentHeader.stateRoot())) {
      throw new IllegalArgumentException(
          "state " + parent.root() + " is not that of block " + parentHeader.number());
    }
    PendingBlock pending = new PendingBlock(rules, parent, batch.proposer());
    List<ExecutedBlock.Skipped> skipped = new ArrayList<>();
    for (SignedTransaction tx : batch.transactions()) {
      pending.add(tx).ifPresent(reason -> skipped.add(new ExecutedBlock.Skipped(tx, reason)));
    }
    StateCommit commit = parent.with(pending.state().changes());
    Block block = new Block(header(parentHeader, batch, pending, commit), pending.transactions());
    return new ExecutedBlock(
        block,
        pending.receipts(),
        commit.state(),
        commit.newTrieNodes(),
        pending.state().changes(),
        skipped);
  }

  private BlockHeader header(
      BlockHeader parent, OrderedBatch batch, PendingBlock pending, StateCommit commit) {
    long earliest = OrderedBatch.empty(parent).timestampMillis();
    return new BlockHeader(
        parent.hash(),
        batch.proposer(),
        commit.state().root(),
        Block.transactionsRoot(pending.transactions()),
        Receipt.root(pending.receipts()),
        parent.number() + 1,
        rules.blockGasLimit(),
        pending.gasUsed(),
        Math.max(earliest, batch.timestampMillis()),
        Hash.ZERO,
        rules.baseFeePerGas());
  }
}
