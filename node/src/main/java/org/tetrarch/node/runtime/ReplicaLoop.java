package org.tetrarch.node.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.Footprint;
import org.tetrarch.consensus.Replica;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.TransferBatch;

/**
 * Turns one replica: several inputs are stepped, then their records written with one sync, then
 * their outputs carried out in order. So nothing is said or executed before what it relies on is
 * durable, and a sync is shared by all that happened in a turn. One thread at a time.
 */
public final class ReplicaLoop {
  /** While a batch is in flight, the next one waits until so many requests are ready. */
  private static final int GATHER = 512;

  /**
   * What the loop works with.
   *
   * @param validators their addresses in the order of genesis
   * @param inbox takes what is answered later
   */
  public record Surroundings(
      Journal journal,
      Outbound outbound,
      Fetching fetching,
      Executor executor,
      Proposals proposals,
      Mempool mempool,
      List<Address> validators,
      LoopEvents events,
      Inbox inbox) {
    public Surroundings {
      validators = List.copyOf(validators);
    }
  }

  private final Replica replica;
  private final Surroundings around;
  private final Timers timers = new Timers();
  private final List<Input> answers = new ArrayList<>();
  private OptionalLong oldest = OptionalLong.empty();
  private Output.@Nullable BatchWanted wanted;
  private boolean building;
  private boolean poolChanged;
  private long now;

  public ReplicaLoop(Replica replica, Surroundings around) {
    this.replica = replica;
    this.around = around;
  }

  /** When the next timer is due. */
  public OptionalLong nextTimer() {
    return timers.next();
  }

  /** Where the replica stands; on the thread that turns. */
  public ReplicaStatus status() {
    return replica.status();
  }

  /** How much the replica keeps; on the thread that turns. */
  public Footprint footprint() {
    return replica.footprint();
  }

  /** A batch that the replica holds, for a peer; on the thread that turns. */
  public Optional<Batch> body(Digest digest) {
    return replica.body(digest);
  }

  /** The pool has something new; on the thread that turns. */
  public void poolChanged() {
    poolChanged = true;
  }

  /**
   * One turn.
   *
   * @param nowMillis of a clock that never goes back
   */
  public void turn(List<Input> inputs, long nowMillis) throws StorageException {
    now = nowMillis;
    List<Output> outputs = new ArrayList<>();
    for (TimerId timer : timers.takeDue(nowMillis)) {
      outputs.addAll(replica.step(new Input.TimerFired(timer)));
    }
    for (Input input : inputs) {
      outputs.addAll(replica.step(input));
    }
    for (Input answer : answers) {
      outputs.addAll(replica.step(answer));
    }
    answers.clear();
    OptionalLong waiting = around.mempool().oldestReadyTicket();
    if (!waiting.equals(oldest)) {
      oldest = waiting;
      outputs.addAll(replica.step(new Input.RequestsWaiting(waiting)));
    }
    List<LogRecord> records = new ArrayList<>();
    collect(outputs, records);
    if (!records.isEmpty()) {
      around.journal().append(records);
    }
    for (Output output : outputs) {
      carryOut(output);
    }
    propose();
    around.events().statusChanged(replica.status());
  }

  private static void collect(List<Output> outputs, List<LogRecord> records) {
    for (Output output : outputs) {
      if (output instanceof Output.Persist(List<LogRecord> written, List<Output> then)) {
        records.addAll(written);
        collect(then, records);
      }
    }
  }

  private void carryOut(Output output) throws StorageException {
    switch (output) {
      case Output.Persist(List<LogRecord> written, List<Output> then) -> {
        for (Output each : then) {
          carryOut(each);
        }
      }
      case Output.Send(ReplicaId to, Envelope envelope) -> around.outbound().send(to, envelope);
      case Output.Broadcast(Envelope envelope) -> {
        noteProposal(envelope);
        around.outbound().broadcast(envelope);
      }
      case Output.StartTimer(TimerId timer, long delay) -> timers.start(timer, now + delay);
      case Output.StopTimer(TimerId timer) -> timers.stop(timer);
      case Output.Validate validate -> validate(validate);
      case Output.BatchWanted want -> {
        wanted = want;
        poolChanged = true;
      }
      case Output.NoBatchWanted none -> wanted = null;
      case Output.Execute(Output.Ordered ordered) -> execute(ordered);
      case Output.Certified certified -> around.events().certified(certified.checkpoint());
      case Output.FetchBatch(Digest digest, List<ReplicaId> holders) ->
          around.fetching().fetchBatch(digest, holders);
      case Output.FetchState fetch -> around.fetching().fetchState(fetch.target(), fetch.from());
      case Output.Misbehaviour misbehaviour ->
          around.events().misbehaviour(misbehaviour.evidence());
      case Output.ViewEntered entered ->
          around.events().viewEntered(entered.view(), entered.primary());
      case Output.Halt(String invariant, String reason) ->
          around.events().halted(invariant, reason);
    }
  }

  private void noteProposal(Envelope envelope) {
    if (envelope instanceof Envelope.Proposal(var signed, TransferBatch batch)) {
      around.mempool().inBatch(signed.message().sequence().value(), batch.transactions());
    }
  }

  private void validate(Output.Validate validate) {
    Address primary = around.validators().get(primaryIndex(validate));
    if (validate.batch() instanceof TransferBatch batch) {
      around.mempool().inBatch(validate.sequence().value(), batch.transactions());
    }
    around
        .executor()
        .validate(
            validate.sequence(),
            validate.batch(),
            validate.before(),
            primary,
            objection ->
                around
                    .inbox()
                    .happened(
                        new Input.BatchValidated(
                            validate.view(),
                            validate.sequence(),
                            validate.batch().digest(),
                            objection)));
  }

  private int primaryIndex(Output.Validate validate) {
    return (int) (validate.view().number() % around.validators().size());
  }

  private void execute(Output.Ordered ordered) {
    around
        .executor()
        .execute(
            ordered,
            header ->
                around
                    .inbox()
                    .happened(new Input.BlockExecuted(ordered.sequence(), digestOf(header))));
  }

  /** A state is known by the hash of its block, which holds the state root. */
  public static Digest digestOf(BlockHeader header) {
    return Digest.of(header.hash().toBytes());
  }

  /** Asks for a batch if one may be proposed and there may be something to put into it. */
  private void propose() {
    Output.BatchWanted want = wanted;
    if (want == null || building || !poolChanged || oldest.isEmpty()) {
      return;
    }
    // At once when idle, so that latency is at its floor; under load batches grow meanwhile.
    if (want.inFlight() > 0 && around.mempool().size().ready() < GATHER * (want.inFlight() + 1)) {
      return;
    }
    building = true;
    poolChanged = false;
    around
        .executor()
        .build(
            want.sequence(),
            want.before(),
            batch -> around.inbox().onLoop(() -> built(want, batch)));
  }

  private void built(Output.BatchWanted want, Optional<TransferBatch> batch) {
    building = false;
    batch
        .flatMap(around.proposals()::propose)
        .ifPresent(
            built -> answers.add(new Input.BatchAvailable(want.view(), want.sequence(), built)));
  }
}
