package org.tetrarch.node.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tetrarch.consensus.event.Output.Ordered;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.execution.PendingBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.wire.TransferBatch;

/**
 * Chooses what this replica proposes as primary: the best paid transactions that can be executed
 * after all that is in flight. For the thread that executes.
 */
public final class BatchBuilder {
  /** What a batch holds beside its transactions, and the prefixes of their list. */
  private static final int BYTES_AROUND = 64;

  /** A transaction's prefix inside the list. */
  private static final int PREFIX = 4;

  /** A transaction smaller than any: bounds how many are looked at. */
  private static final long LEAST_GAS = 21_000;

  private final StateMachine machine;
  private final Mempool mempool;
  private final Address self;
  private final int maxTransactions;
  private final LongSupplier clock;

  /**
   * @param self this replica's address, which gets the tips
   * @param maxTransactions most in one batch
   * @param clock Unix time in milliseconds
   */
  public BatchBuilder(
      StateMachine machine,
      Mempool mempool,
      ChainRules rules,
      Address self,
      int maxTransactions,
      LongSupplier clock) {
    this.machine = machine;
    this.mempool = mempool;
    this.self = self;
    this.maxTransactions =
        (int) Math.min(maxTransactions, Math.max(1, rules.blockGasLimit() / LEAST_GAS));
    this.clock = clock;
  }

  /**
   * Builds a batch for a sequence number; empty when there is nothing to propose, or when the
   * sequence number is not the next one any more.
   *
   * @param before the batches between the executed state and this one; executed ones may be among
   *     them
   */
  public Optional<TransferBatch> build(SequenceNumber sequence, List<Ordered> before) {
    Speculation.Place place = machine.speculation().after(before);
    if (place.sequence() != sequence.value()
        || place.parentMillis() >= BlockHeader.MAX_TIMESTAMP_MILLIS) {
      return Optional.empty();
    }
    Speculation.Trial trial = machine.speculation().begin(place, self);
    fill(trial.block(), mempool.candidates(nextNonces(before), maxTransactions));
    List<SignedTransaction> chosen = new ArrayList<>(trial.block().transactions());
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    long now = Math.max(clock.getAsLong(), place.parentMillis() + 1);
    TransferBatch batch = new TransferBatch(now, self, chosen);
    machine.speculation().keep(trial, batch.digest(), now);
    return Optional.of(batch);
  }

  private static void fill(PendingBlock block, List<SignedTransaction> candidates) {
    int bytes = BYTES_AROUND;
    for (SignedTransaction transaction : candidates) {
      int size = transaction.size() + PREFIX;
      // One that does not fit is passed over, and the later ones of its sender with it: their
      // nonces are too high then.
      if (bytes + size <= TransferBatch.MAX_BYTES && block.add(transaction).isEmpty()) {
        bytes += size;
      }
    }
  }

  /** From which nonce on senders are to be served who are in the batches in flight. */
  private Map<Address, Long> nextNonces(List<Ordered> before) {
    Map<Address, Long> next = new HashMap<>();
    for (Ordered ordered : before) {
      Optional<Batch> batch = ordered.batch();
      if (ordered.sequence().value() > machine.head().height() && batch.isPresent()) {
        for (SignedTransaction transaction : BatchContent.transfers(batch.get()).transactions()) {
          next.merge(transaction.sender(), transaction.nonce() + 1, Math::max);
        }
      }
    }
    return next;
  }
}
