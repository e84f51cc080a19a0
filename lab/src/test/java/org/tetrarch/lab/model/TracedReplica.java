package org.tetrarch.lab.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.Replica;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.consensus.verify.Verified;

/** One real replica with its log, its blocks and its timers; dies and comes back. */
final class TracedReplica {
  private final TracedCluster cluster;
  private final ReplicaConfig config;
  private final int self;
  private final List<LogRecord> log = new ArrayList<>(TracedCluster.joined());
  private final TreeMap<SequenceNumber, Digest> states = new TreeMap<>();
  private final TreeMap<SequenceNumber, Optional<Batch>> blocks = new TreeMap<>();
  private final TreeSet<Integer> waiting = new TreeSet<>();
  private final Map<TimerId, Integer> timers = new EnumMap<>(TimerId.class);
  private final ArrayDeque<Input> inbox = new ArrayDeque<>();
  private @Nullable Replica replica;
  private Output.@Nullable BatchWanted wanted;
  private boolean stepping;
  private int life;
  private int timerCount;
  private int writesUntilCrash = -1;
  private boolean crashBeforeWrite;

  TracedReplica(TracedCluster cluster, ReplicaConfig config) {
    this.cluster = cluster;
    this.config = config;
    this.self = config.self().index();
    states.put(SequenceNumber.GENESIS, TracedCluster.GENESIS);
  }

  /** Starts, or starts again from what is on disk. */
  void start() {
    Replica started = new Replica(config, TracedCluster.signer(), new RecoveredState(log, states));
    replica = started;
    if (life++ > 0) {
      cluster.recorder.restarted(self, started.status());
    }
    step(new Input.Started());
  }

  boolean up() {
    return replica != null;
  }

  /** Kill -9. */
  void crash() {
    replica = null;
    wanted = null;
    inbox.clear();
    timers.clear();
    writesUntilCrash = -1;
  }

  /** Dies when it writes its log for the {@code count}-th time from now, before or after it. */
  void crashAtWrite(int count, boolean before) {
    writesUntilCrash = count;
    crashBeforeWrite = before;
  }

  void offer(int request) {
    if (up()) {
      waiting.add(request);
      tellWaiting();
    }
  }

  void receive(ReplicaId from, Verified<Envelope> envelope) {
    step(new Input.EnvelopeReceived(from, envelope));
  }

  private void step(Input first) {
    inbox.add(first);
    if (stepping) {
      return;
    }
    stepping = true;
    while (replica != null && !inbox.isEmpty()) {
      carryOut(replica.step(inbox.remove()));
    }
    inbox.clear();
    stepping = false;
  }

  private void carryOut(List<Output> outputs) {
    for (Output output : outputs) {
      if (up()) {
        carryOut(output);
      }
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Persist(List<LogRecord> records, List<Output> then) -> write(records, then);
      case Output.Send(ReplicaId to, Envelope envelope) -> send(List.of(to), envelope);
      case Output.Broadcast(Envelope envelope) -> send(config.replicas().all(), envelope);
      case Output.StartTimer(TimerId timer, long delay) -> startTimer(timer, delay);
      case Output.StopTimer(TimerId timer) -> timers.remove(timer);
      case Output.Validate v ->
          step(
              new Input.BatchValidated(
                  v.view(), v.sequence(), v.batch().digest(), Optional.empty()));
      case Output.BatchWanted want -> {
        wanted = want;
        propose();
      }
      case Output.NoBatchWanted none -> wanted = null;
      case Output.Execute(Output.Ordered(SequenceNumber sequence, Optional<Batch> batch)) -> {
        cluster.recorder.executes(
            self, sequence, batch.map(Batch::digest).orElse(Digest.NULL_REQUEST));
        later(3, () -> execute(sequence, batch));
      }
      case Output.FetchBatch(Digest digest, List<ReplicaId> holders) ->
          later(2, () -> fetchBatch(digest, holders));
      case Output.FetchState(StableCheckpoint target, ReplicaId from) ->
          later(2, () -> fetchState(target, from));
      case Output.Certified certified -> {}
      case Output.Misbehaviour misbehaviour -> {}
      case Output.ViewEntered entered -> {}
      case Output.Halt(String invariant, String reason) ->
          throw new AssertionError("replica " + self + " halts: " + invariant + ", " + reason);
    }
  }

  private void write(List<LogRecord> records, List<Output> then) {
    boolean dies = --writesUntilCrash == 0;
    if (!dies || !crashBeforeWrite) {
      log.addAll(records);
      records.forEach(each -> cluster.recorder.wrote(self, each));
    }
    if (dies) {
      crash();
    } else {
      carryOut(then);
    }
  }

  private void send(List<ReplicaId> receivers, Envelope envelope) {
    cluster.recorder.says(self, envelope.signed().message());
    for (ReplicaId to : receivers) {
      if (!to.equals(config.self())) {
        cluster.transmit(config.self(), to, envelope);
      }
    }
  }

  private void later(long delay, Runnable action) {
    int current = life;
    cluster.after(
        delay,
        () -> {
          if (up() && life == current) {
            action.run();
          }
        });
  }

  private void startTimer(TimerId timer, long delay) {
    int generation = ++timerCount;
    timers.put(timer, generation);
    later(
        delay,
        () -> {
          if (timers.remove(timer, generation)) {
            step(new Input.TimerFired(timer));
          }
        });
  }

  private void propose() {
    Output.BatchWanted want = wanted;
    if (want == null) {
      return;
    }
    waiting.stream()
        .map(TracedCluster.Request::new)
        .filter(
            request ->
                want.before().stream().noneMatch(o -> o.batch().equals(Optional.of(request))))
        .findFirst()
        .ifPresent(
            request -> {
              wanted = null;
              step(new Input.BatchAvailable(want.view(), want.sequence(), request));
            });
  }

  private void tellWaiting() {
    step(
        new Input.RequestsWaiting(
            waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.first())));
    propose();
  }

  private void execute(SequenceNumber sequence, Optional<Batch> batch) {
    if (!states.containsKey(sequence)) {
      append(sequence, batch);
      cluster.recorder.block(self, sequence);
    }
    step(new Input.BlockExecuted(sequence, stateAfter(sequence)));
    tellWaiting();
  }

  private void append(SequenceNumber sequence, Optional<Batch> batch) {
    Digest digest = batch.map(Batch::digest).orElse(Digest.NULL_REQUEST);
    states.put(
        sequence, TracedCluster.sha256(states.lastEntry().getValue().hashCode() + ":" + digest));
    blocks.put(sequence, batch);
    batch.ifPresent(executed -> waiting.remove(((TracedCluster.Request) executed).number()));
  }

  private Digest stateAfter(SequenceNumber sequence) {
    return Optional.ofNullable(states.get(sequence)).orElseThrow();
  }

  private void fetchBatch(Digest digest, List<ReplicaId> holders) {
    for (ReplicaId holder : holders) {
      Replica source = cluster.replica(holder.index()).replica;
      if (source != null) {
        source.body(digest).ifPresent(body -> step(new Input.BatchFetched(body)));
      }
    }
  }

  private void fetchState(StableCheckpoint target, ReplicaId from) {
    TracedReplica source = cluster.replica(from.index());
    SequenceNumber head = states.lastKey();
    if (!source.up() || !source.states.containsKey(target.sequence())) {
      return;
    }
    if (target.sequence().isAfter(head)) {
      source.blocks.subMap(head, false, target.sequence(), true).forEach(this::append);
      cluster.recorder.imported(self, target.sequence());
    }
    if (cluster.verifier.verify(target)
        instanceof Verification.Accepted<StableCheckpoint>(var verified)) {
      step(new Input.BlocksImported(verified));
      tellWaiting();
    }
  }
}
