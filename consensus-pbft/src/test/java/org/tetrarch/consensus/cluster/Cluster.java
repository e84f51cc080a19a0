package org.tetrarch.consensus.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.state.ReplicaConfig.Timeouts;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.Verification;

/**
 * Several replicas on one thread, over virtual time and a network that a seeded generator rules.
 * {@link Watch} looks at all that the correct ones say and do.
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
  private final Watch watch = new Watch();
  private final List<Tamper> tampers = new ArrayList<>();
  private final IdentityHashMap<Envelope, Verification<Envelope>> checked = new IdentityHashMap<>();
  private final TreeSet<ReplicaId> byzantine = new TreeSet<>();
  private final TreeSet<ReplicaId> withholding = new TreeSet<>();
  private final TreeMap<ReplicaId, Twin> twins = new TreeMap<>();
  private Network network = Network.PERFECT;
  private int requests;
  private long now;
  private long order;

  private record Event(long at, long order, Runnable action) {}

  /** A second replica with the same key; {@code peers} talk to it, the others to the first. */
  private record Twin(Member member, Set<ReplicaId> peers) {}

  /** What the network does to one message. */
  public interface Network {
    Network PERFECT = (from, to, random) -> 1;

    /** Milliseconds until it arrives; negative if it is lost. */
    long delay(ReplicaId from, ReplicaId to, Random random);

    /** These replicas hear each other and nobody else, and nobody else hears them. */
    static Network split(Integer... apart) {
      Set<Integer> side = Set.of(apart);
      return (from, to, random) ->
          side.contains(from.index()) == side.contains(to.index()) ? 1 : -1;
    }
  }

  /** Replaces what one replica sends to another. */
  @FunctionalInterface
  public interface Tamper {
    Tamper NONE = (from, to, envelope) -> List.of(envelope);

    List<Envelope> apply(ReplicaId from, ReplicaId to, Envelope envelope);

    /** Loses statements of a kind on their way to these replicas. */
    static Tamper losing(Class<? extends Message> kind, Integer... receivers) {
      Set<Integer> deaf = Set.of(receivers);
      return (from, to, envelope) ->
          kind.isInstance(envelope.signed().message()) && deaf.contains(to.index())
              ? List.of()
              : List.of(envelope);
    }
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

  /** Whatever any replica sends goes through the tamper from now on. */
  public void tamper(Tamper tamper) {
    tampers.add(tamper);
  }

  public void clearTampers() {
    tampers.clear();
  }

  /** The replica is Byzantine from now on, and for good: nothing it does is held against others. */
  public void byzantine(int index) {
    byzantine.add(ReplicaId.of(index));
  }

  /** The replica is Byzantine, and what it sends goes through the tamper. */
  public void byzantine(int index, Tamper tamper) {
    byzantine(index);
    ReplicaId liar = ReplicaId.of(index);
    tamper((from, to, e) -> from.equals(liar) ? tamper.apply(from, to, e) : List.of(e));
  }

  boolean isByzantine(ReplicaId replica) {
    return byzantine.contains(replica);
  }

  public List<Member> correct() {
    return members.stream().filter(member -> !isByzantine(member.id())).toList();
  }

  /** Whether a Byzantine replica serves neither batches nor blocks. */
  public void withholds(int index, boolean withholds) {
    if (withholds) {
      withholding.add(ReplicaId.of(index));
    } else {
      withholding.remove(ReplicaId.of(index));
    }
  }

  /** A second replica with the key of a Byzantine one; these peers talk to it alone. */
  public void twin(int index, Set<ReplicaId> peers) {
    byzantine(index);
    ReplicaId id = ReplicaId.of(index);
    Twin twin = twins.get(id);
    if (twin == null) {
      Member second = new Member(this, configFor(id));
      twins.put(id, new Twin(second, Set.copyOf(peers)));
      second.loseVotes();
    } else {
      twins.put(id, new Twin(twin.member(), Set.copyOf(peers)));
    }
  }

  public long now() {
    return now;
  }

  /** A client hands a new request to every replica that is up. */
  public int request() {
    int request = requests++;
    Stream.concat(members.stream(), twins.values().stream().map(Twin::member))
        .forEach(member -> member.offer(request));
    return request;
  }

  public int requests() {
    return requests;
  }

  void at(long time, Runnable action) {
    events.add(new Event(time, order++, action));
  }

  void transmit(Member sender, ReplicaId to, Envelope envelope) {
    ReplicaId from = sender.id();
    if (sender != facing(from, to)) {
      return;
    }
    Message message = envelope.signed().message();
    if (message.replica().equals(from) && !isByzantine(from)) {
      watch.said(message);
    }
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
    // What goes to all is one object; it is checked once, as a verifier with a cache would.
    if (checked.size() > 1_000) {
      checked.clear();
    }
    Verification<Envelope> verification = checked.computeIfAbsent(envelope, verifier::verify);
    if (verification instanceof Verification.Accepted<Envelope>(var verified)) {
      Member receiver = facing(to, from);
      if (receiver.up()) {
        receiver.receive(from, verified);
      }
    }
  }

  /** Which of the two that may go by one name a peer talks to. */
  private Member facing(ReplicaId id, ReplicaId peer) {
    Twin twin = twins.get(id);
    return twin != null && twin.peers().contains(peer) ? twin.member() : members.get(id.index());
  }

  boolean serves(ReplicaId to, ReplicaId from) {
    return members.get(from.index()).up()
        && !withholding.contains(from)
        && network.delay(to, from, random) >= 0;
  }

  void executed(ReplicaId replica, SequenceNumber sequence, Digest state) {
    if (!isByzantine(replica)) {
      watch.executed(replica, sequence, state);
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

  /** Whether every correct replica that is up has executed every request made so far. */
  public boolean allExecuted() {
    return correct().stream()
        .filter(Member::up)
        .allMatch(m -> IntStream.range(0, requests).allMatch(m::hasExecuted));
  }

  /** Fails unless every correct replica that is up executes every request in so many ms. */
  public void runUntilAllExecuted(long millis) {
    runUntil("all requests executed by all", millis, this::allExecuted);
  }

  public String describe() {
    StringBuilder text = new StringBuilder("at " + now + " ms, " + requests + " requests\n");
    members.forEach(member -> text.append(member).append('\n'));
    return text.toString();
  }

  public static Signed<? extends Message> resigned(Message message) {
    return TestKeys.signer(message.replica()).signed(message);
  }
}
