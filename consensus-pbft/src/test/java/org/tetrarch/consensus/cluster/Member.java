package org.tetrarch.consensus.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.consensus.verify.Verified;

/** One replica with its disk, its clock and its requests; dies and comes back. */
public final class Member {
  private static final int BATCH_SIZE = 3;

  private final Cluster cluster;
  private final ReplicaConfig config;
  private final ReplicaId id;
  private final List<LogRecord> disk = new ArrayList<>();
  private final Chain chain = new Chain();
  private final TreeSet<Integer> pending = new TreeSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private final Map<TimerId, Integer> timers = new EnumMap<>(TimerId.class);
  private final ArrayDeque<Input> inbox = new ArrayDeque<>();
  private final ArrayDeque<Runnable> asleep = new ArrayDeque<>();
  private final Watch.Durable durable;
  private @Nullable Replica replica;
  private Output.@Nullable BatchWanted wanted;
  private int life;
  private int timerGeneration;
  private int persistsUntilCrash = -1;
  private boolean crashBeforeWrite;
  private boolean stepping;
  private boolean paused;
  private @Nullable String halted;

  Member(Cluster cluster, ReplicaConfig config) {
    this.cluster = cluster;
    this.config = config;
    this.id = config.self();
    this.durable = new Watch.Durable(id);
  }

  public ReplicaId id() {
    return id;
  }

  public void start() {
    life++;
    halted = null;
    inbox.clear();
    replica =
        new Replica(
            config, TestKeys.signer(id), new RecoveredState(List.copyOf(disk), chain.states()));
    step(new Input.Started());
  }

  /** Kill -9: only what is on disk remains. Requests stay with the clients, who send them again. */
  public void crash() {
    replica = null;
    wanted = null;
    inbox.clear();
    timers.clear();
    asleep.clear();
    paused = false;
    persistsUntilCrash = -1;
  }

  /** Dies when it next writes its log for the {@code count}-th time, before or after the write. */
  public void crashAtWrite(int count, boolean beforeWrite) {
    persistsUntilCrash = count;
    crashBeforeWrite = beforeWrite;
  }

  /** SIGSTOP: hears nothing, and its timers are late. */
  public void pause() {
    paused = true;
  }

  /** SIGCONT. */
  public void resume() {
    paused = false;
    while (!asleep.isEmpty()) {
      asleep.remove().run();
    }
  }

  /** The data directory is lost; start it again with {@link #start}. */
  public void wipe() {
    crash();
    disk.clear();
    durable.lost();
    chain.clear();
  }

  /** As a correct replica never does: restarts without its log, and believes it never voted. */
  public void loseVotes() {
    crash();
    disk.clear();
    disk.add(new LogRecord.Joined(SequenceNumber.GENESIS));
    start();
  }

  public boolean up() {
    return replica != null;
  }

  void offer(int request) {
    if (!chain.hasExecuted(request)) {
      pending.add(request);
    }
    if (up() && !paused) {
      requestsChanged();
    }
  }

  void receive(ReplicaId from, Verified<Envelope> envelope) {
    if (!paused) {
      step(new Input.EnvelopeReceived(from, envelope));
    }
  }

  private void step(Input first) {
    inbox.add(first);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      while (up() && !inbox.isEmpty()) {
        carryOut(replica().step(inbox.remove()));
        if (up()
            && !cluster.isByzantine(id)
            && !views.isEmpty()
            && views.getLast().isAfter(replica().status().view())) {
          throw new AssertionError("INV-9: " + id + " went back to " + replica().status().view());
        }
      }
    } finally {
      stepping = false;
    }
  }

  Replica replica() {
    Replica running = replica;
    if (running == null) {
      throw new IllegalStateException(id + " is down");
    }
    return running;
  }

  private void carryOut(List<Output> outputs) {
    for (Output output : outputs) {
      if (!up()) {
        return;
      }
      carryOut(output);
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Persist(List<LogRecord> records, List<Output> then) -> write(records, then);
      case Output.Send(ReplicaId to, Envelope envelope) -> send(to, envelope);
      case Output.Broadcast(Envelope envelope) ->
          config.replicas().all().stream()
              .filter(to -> !to.equals(id))
              .forEach(to -> send(to, envelope));
      case Output.StartTimer(TimerId timer, long delay) -> startTimer(timer, delay);
      case Output.StopTimer(TimerId timer) -> timers.remove(timer);
      case Output.Validate validate -> step(validated(validate));
      case Output.BatchWanted want -> {
        wanted = want;
        propose();
      }
      case Output.NoBatchWanted none -> wanted = null;
      case Output.Execute(Output.Ordered ordered) -> later(0, () -> execute(ordered));
      case Output.Certified certified -> {}
      case Output.FetchBatch(Digest digest, List<ReplicaId> holders) ->
          later(2, () -> fetchBatch(digest, holders));
      case Output.FetchState(StableCheckpoint target, ReplicaId from) ->
          later(2, () -> fetchState(target, from));
      case Output.Misbehaviour(Evidence found) -> evidence.add(found);
      case Output.ViewEntered(View view, ReplicaId primary) -> views.add(view);
      case Output.Halt(String invariant, String reason) -> halted = invariant + ": " + reason;
    }
    if (halted != null && !cluster.isByzantine(id)) {
      throw new AssertionError(id + " halted, " + halted);
    }
  }

  /** Its own statements must be durable; what others signed it may pass on. */
  private void send(ReplicaId to, Envelope envelope) {
    Message message = envelope.signed().message();
    if (message.replica().equals(id) && !cluster.isByzantine(id)) {
      durable.check(message);
    }
    cluster.transmit(this, to, envelope);
  }

  private void write(List<LogRecord> records, List<Output> then) {
    boolean dies = persistsUntilCrash > 0 && --persistsUntilCrash == 0;
    if (dies && crashBeforeWrite) {
      crash();
      return;
    }
    disk.addAll(records);
    records.forEach(durable::written);
    if (dies) {
      crash();
      return;
    }
    carryOut(then);
  }

  private void later(long delay, Runnable action) {
    int current = life;
    cluster.at(
        cluster.now() + delay,
        () -> {
          if (up() && life == current) {
            if (paused) {
              asleep.add(action);
            } else {
              action.run();
            }
          }
        });
  }

  private void startTimer(TimerId timer, long delay) {
    int generation = ++timerGeneration;
    timers.put(timer, generation);
    later(
        delay,
        () -> {
          if (timers.remove(timer, generation)) {
            step(new Input.TimerFired(timer));
          }
        });
  }

  private Input.BatchValidated validated(Output.Validate validate) {
    TestBatch batch = (TestBatch) validate.batch();
    boolean invalid =
        batch.requests().stream()
            .anyMatch(r -> r < 0 || chain.hasExecuted(r) || inBatches(validate.before(), r));
    return new Input.BatchValidated(
        validate.view(),
        validate.sequence(),
        batch.digest(),
        invalid ? Optional.of("no request, or executed already") : Optional.empty());
  }

  private static boolean inBatches(List<Output.Ordered> batches, int request) {
    return batches.stream()
        .flatMap(ordered -> ordered.batch().stream())
        .anyMatch(batch -> ((TestBatch) batch).requests().contains(request));
  }

  private void propose() {
    Output.BatchWanted want = wanted;
    if (want == null) {
      return;
    }
    List<Integer> chosen =
        pending.stream().filter(r -> !inBatches(want.before(), r)).limit(BATCH_SIZE).toList();
    if (!chosen.isEmpty()) {
      wanted = null;
      step(new Input.BatchAvailable(want.view(), want.sequence(), new TestBatch(chosen)));
    }
  }

  private void execute(Output.Ordered ordered) {
    if (!chain.has(ordered.sequence())) {
      List<Integer> requests =
          ordered.batch().map(batch -> ((TestBatch) batch).requests()).orElse(List.<Integer>of());
      append(ordered.sequence(), requests);
    }
    step(new Input.BlockExecuted(ordered.sequence(), chain.stateAt(ordered.sequence())));
    requestsChanged();
  }

  private void append(SequenceNumber sequence, List<Integer> requests) {
    Digest state = chain.append(sequence, requests);
    pending.removeAll(requests);
    durable.executed(sequence, state);
    cluster.executed(id, sequence, state);
  }

  private void requestsChanged() {
    if (up()) {
      OptionalLong oldest =
          pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pending.first());
      step(new Input.RequestsWaiting(oldest));
      propose();
    }
  }

  private void fetchBatch(Digest digest, List<ReplicaId> holders) {
    for (ReplicaId holder : holders) {
      if (cluster.serves(id, holder)) {
        Optional<Batch> body = cluster.member(holder.index()).replica().body(digest);
        body.ifPresent(batch -> step(new Input.BatchFetched(batch)));
      }
    }
  }

  private void fetchState(StableCheckpoint target, ReplicaId from) {
    if (!cluster.serves(id, from)) {
      return;
    }
    Member source = cluster.member(from.index());
    if (!source.chain.has(target.sequence())) {
      return;
    }
    if (target.sequence().isAfter(chain.head())) {
      source
          .chain
          .blocks()
          .subMap(chain.head().next(), target.sequence().next())
          .forEach(this::append);
    }
    if (cluster.verifier.verify(target)
        instanceof Verification.Accepted<StableCheckpoint>(var verified)) {
      step(new Input.BlocksImported(verified));
      requestsChanged();
    }
  }

  public ReplicaStatus status() {
    return replica().status();
  }

  public Footprint footprint() {
    return replica().footprint();
  }

  public long stable() {
    return status().stable().sequence().value();
  }

  public long height() {
    return chain.head().value();
  }

  public List<View> views() {
    return List.copyOf(views);
  }

  public boolean hasExecuted(int request) {
    return chain.hasExecuted(request);
  }

  public List<Evidence> evidence() {
    return List.copyOf(evidence);
  }

  public List<LogRecord> disk() {
    return List.copyOf(disk);
  }

  /** The requests of each executed sequence number, in order. */
  public List<List<Integer>> blocks() {
    return List.copyOf(chain.blocks().values());
  }

  @Override
  public String toString() {
    return up()
        ? id
            + " "
            + status().view()
            + " "
            + status().mode()
            + " executed "
            + height()
            + " stable "
            + stable()
            + " pending "
            + pending
            + (status().suspects() ? " suspects" : "")
        : id + " down, executed " + height();
  }
}
