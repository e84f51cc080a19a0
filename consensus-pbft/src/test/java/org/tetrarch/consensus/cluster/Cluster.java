package org.tetrarch.consensus.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.state.ReplicaConfig.Timeouts;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.Verification;

/**
 * Several replicas on one thread, over virtual time and a network that a seeded generator rules.
 * Watches the invariants after every event.
 */
public final class Cluster {
  public static final Digest GENESIS = TestBatch.sha256("genesis");
  public static final Timeouts TIMEOUTS = new Timeouts(250, 1000, 2000, 2000, 16_000);

  final Random random;
  final MessageVerifier verifier;
  private final ReplicaSet replicas;
  private final ReplicaConfig template;
  private final List<Member> members = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final TreeMap<SequenceNumber, Digest> decided = new TreeMap<>();
  private final Map<StatementKey, Message> said = new HashMap<>();
  private final List<Tamper> tampers = new ArrayList<>();
  private Network network = Network.PERFECT;
  private int requests;
  private long now;
  private long order;

  private record Event(long at, long order, Runnable action) {}

  private record StatementKey(
      ReplicaId replica, Class<?> type, long view, SequenceNumber sequence) {}

  /** What the network does to one message. */
  public interface Network {
    Network PERFECT = (from, to, random) -> 1;

    /** Milliseconds until it arrives; negative if it is lost. */
    long delay(ReplicaId from, ReplicaId to, Random random);
  }

  /** Replaces what one replica sends to another. */
  @FunctionalInterface
  public interface Tamper {
    List<Envelope> apply(ReplicaId from, ReplicaId to, Envelope envelope);
  }

  public Cluster(int n, long seed) {
    this(n, seed, 8, 1, 4);
  }

  public Cluster(int n, long seed, long window, long interval, int maxInFlight) {
    random = new Random(seed);
    replicas = new ReplicaSet(n);
    verifier = new MessageVerifier(replicas, window, GENESIS, TestKeys.check());
    template =
        new ReplicaConfig(ReplicaId.of(0), replicas, window, interval, maxInFlight, TIMEOUTS);
    for (ReplicaId id : replicas.all()) {
      members.add(new Member(this, configFor(id)));
    }
  }

  private ReplicaConfig configFor(ReplicaId id) {
    return new ReplicaConfig(
        id,
        replicas,
        template.window(),
        template.checkpointInterval(),
        template.maxInFlight(),
        TIMEOUTS);
  }

  public Cluster start() {
    members.forEach(Member::start);
    return this;
  }

  public Member member(int index) {
    return members.get(index);
  }

  public List<Member> members() {
    return members;
  }

  public ReplicaSet replicas() {
    return replicas;
  }

  public void network(Network network) {
    this.network = network;
  }

  public void tamper(Tamper tamper) {
    tampers.add(tamper);
  }

  public void clearTampers() {
    tampers.clear();
  }

  public long now() {
    return now;
  }

  /** A client hands a new request to every replica that is up. */
  public int request() {
    int request = requests++;
    members.forEach(member -> member.offer(request));
    return request;
  }

  public int requests() {
    return requests;
  }

  void at(long time, Runnable action) {
    events.add(new Event(time, order++, action));
  }

  void transmit(ReplicaId from, ReplicaId to, Envelope envelope) {
    note(from, envelope);
    List<Envelope> sent = List.of(envelope);
    for (Tamper tamper : tampers) {
      sent = sent.stream().flatMap(e -> tamper.apply(from, to, e).stream()).toList();
    }
    for (Envelope each : sent) {
      long delay = network.delay(from, to, random);
      if (delay >= 0) {
        at(now + delay, () -> arrive(from, to, each));
      }
    }
  }

  private void arrive(ReplicaId from, ReplicaId to, Envelope envelope) {
    if (verifier.verify(envelope) instanceof Verification.Accepted<Envelope>(var verified)) {
      members.get(to.index()).receive(from, verified);
    }
  }

  boolean reachable(ReplicaId from, ReplicaId to) {
    return members.get(to.index()).up() && network.delay(from, to, random) >= 0;
  }

  /** INV-6: across restarts, what a replica itself says is never contradicted. */
  private void note(ReplicaId from, Envelope envelope) {
    Message message = envelope.signed().message();
    if (!message.replica().equals(from)) {
      return;
    }
    StatementKey key =
        switch (message) {
          case Message.Slotted m ->
              new StatementKey(from, m.getClass(), m.view().number(), m.sequence());
          case Checkpoint m -> new StatementKey(from, Checkpoint.class, 0, m.sequence());
          case NewView m ->
              new StatementKey(from, NewView.class, m.view().number(), SequenceNumber.GENESIS);
          default -> null;
        };
    if (key != null) {
      Message earlier = said.putIfAbsent(key, message);
      if (earlier != null && Evidence.conflict(earlier, message)) {
        throw new AssertionError("INV-6: " + earlier + " and " + message);
      }
    }
  }

  /** INV-1 and INV-8: all execute the same at one sequence number. */
  void executed(ReplicaId replica, SequenceNumber sequence, Digest state) {
    Digest earlier = decided.putIfAbsent(sequence, state);
    if (earlier != null && !earlier.equals(state)) {
      throw new AssertionError("INV-1: " + replica + " differs at " + sequence);
    }
  }

  /** Runs for so many virtual milliseconds. */
  public void run(long millis) {
    long end = now + millis;
    while (!events.isEmpty() && events.peek().at() <= end) {
      Event event = events.remove();
      now = event.at();
      event.action().run();
    }
    now = end;
  }

  /** Runs until the condition holds; fails if it does not within so many virtual milliseconds. */
  public void runUntil(String what, long millis, BooleanSupplier condition) {
    long end = now + millis;
    while (!condition.getAsBoolean()) {
      if (events.isEmpty() || events.peek().at() > end) {
        throw new AssertionError("not within " + millis + " ms: " + what + "\n" + describe());
      }
      Event event = events.remove();
      now = event.at();
      event.action().run();
    }
  }

  /** Whether every replica that is up has executed every request made so far. */
  public boolean allExecuted() {
    return members.stream().filter(Member::up).allMatch(m -> m.executedRequests() == requests);
  }

  public boolean allStable() {
    long highest =
        members.stream().filter(Member::up).mapToLong(Member::stable).max().orElseThrow();
    return members.stream().filter(Member::up).allMatch(m -> m.stable() == highest);
  }

  public String describe() {
    StringBuilder text = new StringBuilder("at " + now + " ms, " + requests + " requests\n");
    members.forEach(member -> text.append(member).append('\n'));
    return text.toString();
  }

  public static Signed<? extends Message> resigned(Message message) {
    return TestKeys.signer(message.replica()).signed(message);
  }

  public static View view(long number) {
    return View.of(number);
  }
}
