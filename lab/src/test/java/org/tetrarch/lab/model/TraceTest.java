package org.tetrarch.lab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What real replicas do is what the model does: traces of them are behaviours of the model, and
 * falsified ones are not. Other traces: {@code ./tetrarch test lab -Dtest=TraceTest -Dseed=N
 * -Dtraces=M}, the M seeds from N on.
 */
class TraceTest {
  private static final long FIRST = Long.getLong("seed", 0);
  private static final int TRACES = Integer.getInteger("traces", 8);

  @Test
  void theModelCanDoWhatCorrectReplicasDid() {
    accepts("trace-honest", Set.of(), 1);
  }

  @Test
  void theModelCanDoWhatCorrectReplicasDidBetweenSparseCheckpoints() {
    accepts("trace-sparse", Set.of(), 2);
  }

  @Test
  void theModelCanDoWhatCorrectReplicasDidUnderAPrimaryThatEquivocates() {
    accepts("trace-liar", Set.of(0), 1);
  }

  private static void accepts(String run, Set<Integer> liars, int interval) {
    List<List<Event>> traces = record(liars, interval);
    TraceChecker.Result result =
        TraceChecker.check(run, traces, liars, List.of("Agreement", "DurableBeforeSaid"));
    System.out.printf(
        "%s: %d traces from seed %d, %s; %d states, %.0f s%n",
        run,
        traces.size(),
        FIRST,
        summary(traces),
        result.verdict().distinctStates(),
        result.verdict().seconds());
    result
        .refusedAt()
        .forEach(
            (trace, at) ->
                System.out.printf(
                    "refused: seed %d, event %d: %s%n",
                    FIRST + trace, at, traces.get(trace).get(at).toTla()));
    assertThat(result.verdict().violated()).isEmpty();
    assertThat(result.refusedAt()).as(run).isEmpty();
    assertThat(result.accepted()).as(run).hasSize(TRACES);
    for (String kind : List.of("attempted", "entered", "restarted", "stable", "suspects")) {
      assertThat(traces).as("traces with " + kind).anyMatch(trace -> count(trace, kind) > 0);
    }
  }

  @Test
  void theModelCannotDoWhatNoCorrectReplicaDoes() {
    List<List<Event>> traces = record(Set.of(), 1);
    Map<Corruption, List<Event>> corrupted = new EnumMap<>(Corruption.class);
    for (Corruption corruption : Corruption.values()) {
      traces.stream()
          .flatMap(trace -> corruption.apply(trace).stream())
          .findFirst()
          .ifPresent(trace -> corrupted.put(corruption, trace));
    }

    TraceChecker.Result result =
        TraceChecker.check(
            "trace-corrupted", List.copyOf(corrupted.values()), Set.of(), List.of("Agreement"));

    assertThat(corrupted.keySet()).containsExactly(Corruption.values());
    List<Map.Entry<Corruption, List<Event>>> inOrder = List.copyOf(corrupted.entrySet());
    for (int i = 0; i < inOrder.size(); i++) {
      Corruption corruption = inOrder.get(i).getKey();
      int at = result.refusedAt().getOrDefault(i, -1);
      assertThat(at).as(corruption + " is refused").isNotNegative();
      System.out.printf(
          "%s: refused at event %d, %s%n",
          corruption, at, inOrder.get(i).getValue().get(at).toTla());
    }
    assertThat(result.accepted()).isEmpty();
  }

  private static List<List<Event>> record(Set<Integer> liars, int interval) {
    return LongStream.range(FIRST, FIRST + TRACES)
        .mapToObj(seed -> record(seed, liars, interval))
        .toList();
  }

  /** Loss, a primary cut off, and crashes; then all is well again and the cluster works. */
  private static List<Event> record(long seed, Set<Integer> liars, int interval) {
    TracedCluster cluster = new TracedCluster(seed, interval, liars);
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      cluster.loses(random.nextInt(3) * 0.1);
      cluster.cutsOff(random.nextInt(3) == 0 ? random.nextInt(4) : -1);
      shake(cluster.replica(random.nextInt(4)), random);
      cluster.request();
      cluster.run(300 + random.nextInt(900));
    }
    cluster.loses(0);
    cluster.cutsOff(-1);
    IntStream.range(0, 4)
        .mapToObj(cluster::replica)
        .filter(r -> !r.up())
        .forEach(TracedReplica::start);
    cluster.request();
    cluster.run(3_000);
    return cluster.recorder.events();
  }

  private static void shake(TracedReplica replica, Random random) {
    if (!replica.up()) {
      replica.start();
    } else if (random.nextBoolean()) {
      replica.crashAtWrite(1 + random.nextInt(4), random.nextBoolean());
    }
  }

  private static String summary(List<List<Event>> traces) {
    List<String> parts = new ArrayList<>();
    parts.add(traces.stream().mapToInt(List::size).sum() + " events");
    for (String kind :
        List.of("block", "stable", "imported", "attempted", "entered", "restarted")) {
      parts.add(traces.stream().mapToLong(trace -> count(trace, kind)).sum() + " " + kind);
    }
    return String.join(", ", parts);
  }

  private static long count(List<Event> trace, String kind) {
    return trace.stream().filter(event -> event.kind().equals(kind)).count();
  }
}
