package org.tetrarch.consensus.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tetrarch.consensus.Footprint;
import org.tetrarch.consensus.Replica;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.consensus.verify.Verified;

/** One replica stepped by hand, with a disk; the test speaks for all others. */
public final class Solo {
  public static final long WINDOW = 8;
  public static final int MAX_IN_FLIGHT = 4;

  private final ReplicaConfig config;
  private final MessageVerifier verifier;
  private final Statements by;
  private final List<LogRecord> disk = new ArrayList<>();
  private final TreeMap<SequenceNumber, Digest> states = new TreeMap<>();
  private Replica replica;

  private Solo(int n, int self, long interval) {
    ReplicaSet replicas = new ReplicaSet(n);
    config =
        new ReplicaConfig(
            ReplicaId.of(self), replicas, WINDOW, interval, MAX_IN_FLIGHT, Cluster.TIMEOUTS);
    verifier = new MessageVerifier(replicas, WINDOW, Cluster.GENESIS, TestKeys.check());
    by = new Statements(n);
    states.put(SequenceNumber.GENESIS, Cluster.GENESIS);
    replica = awake();
  }

  /** Not yet started. */
  public static Solo of(int n, int self) {
    return new Solo(n, self, 1);
  }

  /** Replica {@code self} of n, which has started at genesis with an empty log and may vote. */
  public static Solo joined(int n, int self) {
    return joined(n, self, 1);
  }

  public static Solo joined(int n, int self, long checkpointInterval) {
    Solo solo = new Solo(n, self, checkpointInterval);
    solo.disk.add(new LogRecord.Joined(SequenceNumber.GENESIS));
    solo.restart();
    return solo;
  }

  private Replica awake() {
    return new Replica(config, TestKeys.signer(config.self()), new RecoveredState(disk, states));
  }

  /** Kill -9 and start: only what was written remains. */
  public Outputs restart() {
    replica = awake();
    return step(new Input.Started());
  }

  /** Another life from the first {@code records} of the log and these states. */
  public Outputs restartWith(List<LogRecord> records) {
    disk.clear();
    disk.addAll(records);
    return restart();
  }

  public Statements by() {
    return by;
  }

  public ReplicaStatus status() {
    return replica.status();
  }

  public Footprint footprint() {
    return replica.footprint();
  }

  public Optional<Batch> body(Digest digest) {
    return replica.body(digest);
  }

  public List<LogRecord> disk() {
    return List.copyOf(disk);
  }

  public Outputs step(Input input) {
    Outputs outputs = new Outputs(replica.step(input));
    disk.addAll(outputs.written(LogRecord.class));
    return outputs;
  }

  private Outputs stepEach(List<? extends Input> inputs) {
    List<Output> all = new ArrayList<>();
    for (Input input : inputs) {
      List<Output> outputs = replica.step(input);
      disk.addAll(new Outputs(outputs).written(LogRecord.class));
      all.addAll(outputs);
    }
    return new Outputs(all);
  }

  /** Each from its signer. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final Outputs receives(Signed<? extends Message>... statements) {
    return stepEach(
        Arrays.stream(statements)
            .map(signed -> input(signed.message().replica(), new Envelope.Statement(signed)))
            .toList());
  }

  public Outputs receives(Envelope.Proposal proposal) {
    return step(input(proposal.signed().message().replica(), proposal));
  }

  private Input input(ReplicaId from, Envelope envelope) {
    return switch (verifier.verify(envelope)) {
      case Verification.Accepted<Envelope>(Verified<Envelope> verified) ->
          new Input.EnvelopeReceived(from, verified);
      case Verification.Rejected<Envelope>(String reason) ->
          throw new AssertionError("not a valid statement, " + reason + ": " + envelope);
    };
  }

  /** The batch arrives, and the embedder finds it valid. */
  public Outputs receivesValid(long view, long sequence, Batch batch) {
    return stepEach(
        List.of(
            input(ReplicaId.of(by.primary(view)), by.proposal(view, sequence, batch)),
            found(view, sequence, batch, Optional.empty())));
  }

  /** The embedder has something against a batch. */
  public Outputs objectsTo(long view, long sequence, Batch batch) {
    return step(found(view, sequence, batch, Optional.of("overspent")));
  }

  /** The embedder has nothing against a batch. */
  public Outputs finds(long view, long sequence, Batch batch) {
    return step(found(view, sequence, batch, Optional.empty()));
  }

  private static Input found(long view, long sequence, Batch batch, Optional<String> objection) {
    return new Input.BatchValidated(
        View.of(view), SequenceNumber.of(sequence), batch.digest(), objection);
  }

  /** The embedder has built a batch for this replica to propose. */
  public Outputs proposes(long view, long sequence, Batch batch) {
    return step(new Input.BatchAvailable(View.of(view), SequenceNumber.of(sequence), batch));
  }

  public Outputs hearsPrepares(long view, long sequence, Digest digest, int... replicas) {
    return stepEach(
        Arrays.stream(replicas)
            .mapToObj(
                i ->
                    input(
                        ReplicaId.of(i),
                        new Envelope.Statement(by.prepare(i, view, sequence, digest))))
            .toList());
  }

  public Outputs hearsCommits(long view, long sequence, Digest digest, int... replicas) {
    return stepEach(
        Arrays.stream(replicas)
            .mapToObj(
                i ->
                    input(
                        ReplicaId.of(i),
                        new Envelope.Statement(by.commit(i, view, sequence, digest))))
            .toList());
  }

  public Outputs hearsCheckpoints(long sequence, Digest state, int... replicas) {
    return stepEach(
        Arrays.stream(replicas)
            .mapToObj(
                i ->
                    input(
                        ReplicaId.of(i), new Envelope.Statement(by.checkpoint(i, sequence, state))))
            .toList());
  }

  /** The block is on disk. */
  public Outputs executes(long sequence) {
    return executes(sequence, Statements.stateAfter(sequence));
  }

  public Outputs executes(long sequence, Digest state) {
    states.put(SequenceNumber.of(sequence), state);
    return step(new Input.BlockExecuted(SequenceNumber.of(sequence), state));
  }

  /** As a backup or primary of the view, takes a batch from proposal to stable checkpoint. */
  public void finalizes(long view, long sequence, Batch batch) {
    boolean isPrimary = by.primary(view) == config.self().index();
    if (isPrimary) {
      proposes(view, sequence, batch);
    } else {
      receivesValid(view, sequence, batch);
    }
    hearsPrepares(view, sequence, batch.digest(), otherBackups(view));
    hearsCommits(view, sequence, batch.digest(), others());
    executes(sequence);
    hearsCheckpoints(sequence, Statements.stateAfter(sequence), others());
  }

  /** All replicas but this one. */
  public int[] others() {
    return config.replicas().all().stream()
        .mapToInt(ReplicaId::index)
        .filter(i -> i != config.self().index())
        .toArray();
  }

  private int[] otherBackups(long view) {
    return Arrays.stream(others()).filter(i -> i != by.primary(view)).toArray();
  }

  public Outputs imports(StableCheckpoint checkpoint) {
    states.put(checkpoint.sequence(), checkpoint.state());
    return switch (verifier.verify(checkpoint)) {
      case Verification.Accepted<StableCheckpoint>(var verified) ->
          step(new Input.BlocksImported(verified));
      case Verification.Rejected<StableCheckpoint>(String reason) ->
          throw new AssertionError(reason);
    };
  }

  public Outputs fetches(Batch batch) {
    return step(new Input.BatchFetched(batch));
  }

  public Outputs fires(TimerId timer) {
    return step(new Input.TimerFired(timer));
  }

  /** These requests wait, the oldest known by this ticket. */
  public Outputs waits(long oldestTicket) {
    return step(new Input.RequestsWaiting(OptionalLong.of(oldestTicket)));
  }

  public Outputs waitsForNothing() {
    return step(new Input.RequestsWaiting(OptionalLong.empty()));
  }
}
