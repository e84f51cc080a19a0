package org.tetrarch.node.execution;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tetrarch.consensus.event.Output.Ordered;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.wire.TransferBatch;

/**
 * Says whether a backup may prepare a batch: all of it could be executed, in its order, after the
 * batches before it (DESIGN §3.1). For the thread that executes.
 */
public final class BatchValidator {
  /** How far a proposer's clock may be ahead of ours. */
  public static final long MAX_CLOCK_AHEAD_MILLIS = 15_000;

  private final StateMachine machine;
  private final int maxTransactions;
  private final LongSupplier clock;

  /**
   * @param clock Unix time in milliseconds
   */
  public BatchValidator(StateMachine machine, int maxTransactions, LongSupplier clock) {
    this.machine = machine;
    this.maxTransactions = maxTransactions;
    this.clock = clock;
  }

  /**
   * @param before the batches between the executed state and this one; executed ones may be among
   *     them
   * @param primary who alone may have proposed it
   * @return why it must not be prepared, empty if it may
   */
  public Optional<String> objection(
      SequenceNumber sequence, Batch batch, List<Ordered> before, Address primary) {
    TransferBatch transfers = BatchContent.transfers(batch);
    Speculation.Place place = machine.speculation().after(before);
    if (place.sequence() != sequence.value()) {
      return Optional.of(
          "batch for %s comes when %d is next".formatted(sequence, place.sequence()));
    }
    Optional<String> objection = formObjection(transfers, place, primary);
    return objection.isPresent() ? objection : tryOut(transfers, place);
  }

  private Optional<String> formObjection(
      TransferBatch batch, Speculation.Place place, Address primary) {
    if (!batch.proposer().equals(primary)) {
      return Optional.of(
          "proposed by %s, not by the primary %s".formatted(batch.proposer(), primary));
    }
    int count = batch.transactions().size();
    if (count == 0 || count > maxTransactions) {
      return Optional.of("%d transactions, not 1 to %d".formatted(count, maxTransactions));
    }
    if (batch.timestampMillis() <= place.parentMillis()) {
      return Optional.of(
          "time %d is not above %d of the batch before"
              .formatted(batch.timestampMillis(), place.parentMillis()));
    }
    long ahead = batch.timestampMillis() - clock.getAsLong();
    return ahead > MAX_CLOCK_AHEAD_MILLIS
        ? Optional.of("time is %d ms ahead of this replica's clock".formatted(ahead))
        : Optional.empty();
  }

  /** A transaction that is in it twice fails as one whose nonce is used. */
  private Optional<String> tryOut(TransferBatch batch, Speculation.Place place) {
    Speculation.Trial trial = machine.speculation().begin(place, batch.proposer());
    for (SignedTransaction transaction : batch.transactions()) {
      Optional<RejectionReason> problem = trial.block().add(transaction);
      if (problem.isPresent()) {
        return Optional.of(
            "transaction %s: %s".formatted(transaction.hash(), problem.get().wording()));
      }
    }
    machine.speculation().keep(trial, batch.digest(), batch.timestampMillis());
    return Optional.empty();
  }
}
