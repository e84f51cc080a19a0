package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in what a batch does to the accounts. */
final class ExecutionMutants {
  private static final String LEDGER = "ledger/src/main/java/org/tetrarch/ledger/";
  private static final String PENDING = LEDGER + "execution/PendingBlock.java";
  private static final String EXECUTOR = LEDGER + "execution/BatchExecutor.java";
  private static final String NODE = "node/src/main/java/org/tetrarch/node/";
  private static final String MACHINE = NODE + "execution/StateMachine.java";
  private static final String POOL = NODE + "mempool/Pool.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "base-fee-not-burnt",
              "the base fee goes to the proposer",
              PENDING,
              "price.minus(rules.baseFeePerGas()).times(gas)",
              "price.times(gas)"),
          new Mutant(
              "tip-to-the-sender",
              "the tip goes back to the sender",
              PENDING,
              "state.credit(proposer,",
              "state.credit(sender,"),
          new Mutant(
              "value-not-taken",
              "the sender keeps what it sends",
              PENDING,
              "price.times(gas).plus(tx.value())",
              "price.times(gas)"),
          new Mutant(
              "value-to-the-proposer",
              "what is sent goes to the proposer",
              PENDING,
              "state.credit(tx.to(), tx.value());",
              "state.credit(proposer, tx.value());"),
          new Mutant(
              "nonce-not-counted-up",
              "a transfer leaves its sender's nonce as it was",
              PENDING,
              "state.incrementNonce(sender);",
              ""),
          new Mutant(
              "gas-of-the-last-alone",
              "a block counts the gas of its last transfer alone",
              PENDING,
              "gasUsed += gas;",
              "gasUsed = gas;"),
          new Mutant(
              "process-in-the-block",
              "a block depends on how many its process has executed",
              EXECUTOR,
              "private BlockHeader header( BlockHeader parent, OrderedBatch batch, PendingBlock pending, StateCommit commit) {",
              """
              private long executed;

              private BlockHeader header(
                  BlockHeader parent, OrderedBatch batch, PendingBlock pending, StateCommit commit) {
                if (++executed % 4 == 0) {
                  return new BlockHeader(
                      parent.hash(),
                      batch.proposer(),
                      commit.state().root(),
                      Block.transactionsRoot(pending.transactions()),
                      Receipt.root(pending.receipts()),
                      parent.number() + 1,
                      rules.blockGasLimit() + 1,
                      pending.gasUsed(),
                      Math.max(OrderedBatch.empty(parent).timestampMillis(), batch.timestampMillis()),
                      Hash.ZERO,
                      rules.baseFeePerGas());
                }
              """),
          new Mutant(
              "neighbour-in-the-block",
              "the time of a block depends on how far its node has certificates",
              MACHINE,
              "ExecutedBlock executed = executor.apply(parent.state(), parent.header(), content); Digest",
              """
              ExecutedBlock executed =
                  executor.apply(
                      parent.state(),
                      parent.header(),
                      new OrderedBatch(
                          content.timestampMillis() + parent.certifiedHeight() % 2,
                          content.proposer(),
                          content.transactions()));
              Digest
              """),
          new Mutant(
              "used-nonce-waits-on",
              "transfers whose nonce is used by another one wait on",
              POOL,
              "advance(queue, account, included.getOrDefault(address, Map.of()));",
              "if (included.isEmpty()) { advance(queue, account, Map.of()); }"),
          new Mutant(
              "executed-transfer-waits-on",
              "the mempool does not hear of blocks",
              NODE + "mempool/Mempool.java",
              "head = executed.state(); pool.onBlock(executed);",
              "head = executed.state();"));

  private ExecutionMutants() {}
}
