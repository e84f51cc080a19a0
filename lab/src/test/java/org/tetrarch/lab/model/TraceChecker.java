package org.tetrarch.lab.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks TLC whether the model can do what the traces say. */
final class TraceChecker {
  private static final Pattern VERDICT =
      Pattern.compile("<<\"(accepted|refused)\", (\\d+)(?:, (\\d+))?>>");
  private static final Pattern NAME = Pattern.compile("\"(d\\d+)\"");
  private static final int MINUTES = 20;

  private TraceChecker() {}

  /**
   * @param accepted the indexes of the traces that the model can follow to their ends
   * @param refusedAt for each other trace the position of the first event that the model cannot do
   */
  record Result(Set<Integer> accepted, Map<Integer, Integer> refusedAt, Tlc.Verdict verdict) {}

  /**
   * @param run names the files of this run
   * @param invariants of the model that every state on the way must satisfy
   */
  static Result check(
      String run, List<List<Event>> traces, Set<Integer> liars, List<String> invariants) {
    String config = config(traces, liars, invariants);
    Tlc.Verdict verdict =
        Tlc.run(run, "ReplicaTrace", Map.of("TraceData", module(traces)), config, MINUTES);
    Result result = new Result(new TreeSet<>(), new TreeMap<>(), verdict);
    Matcher matcher = VERDICT.matcher(verdict.output());
    while (matcher.find()) {
      // TLA+ counts from 1.
      int trace = Integer.parseInt(matcher.group(2)) - 1;
      if (matcher.group(1).equals("accepted")) {
        result.accepted().add(trace);
      } else {
        result.refusedAt().put(trace, Integer.parseInt(matcher.group(3)) - 1);
      }
    }
    return result;
  }

  private static String module(List<List<Event>> traces) {
    return traces.stream()
        .map(TraceChecker::sequence)
        .collect(
            Collectors.joining(
                ",\n", "---- MODULE TraceData ----\nTraces == <<\n", "\n>>\n====\n"));
  }

  private static String sequence(List<Event> trace) {
    return trace.stream().map(Event::toTla).collect(Collectors.joining(",\n  ", "<<", ">>"));
  }

  private static String config(
      List<List<Event>> traces, Set<Integer> liars, List<String> invariants) {
    return """
        SPECIFICATION TraceSpec
        CHECK_DEADLOCK FALSE
        INVARIANTS %s
        CONSTANTS
          Batches = {%s}
          Null = "null"
          None = "none"
          Byz = {%s}
          MaxView = %d
          MaxSeq = %d
          Window = %d
          \\* A quiet replica has a checkpoint at its last block, wherever that is.
          Interval = 1
          Coarse = FALSE
          Bug = "none"
        """
        .formatted(
            String.join(" ", invariants),
            names(traces).collect(Collectors.joining(", ")),
            liars.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            highest(traces, "v"),
            highest(traces, "s"),
            TracedCluster.WINDOW);
  }

  /** Every digest that occurs, but for the null request. */
  private static Stream<String> names(List<List<Event>> traces) {
    return Stream.concat(
            Stream.of("\"d1\"", "\"d2\""),
            NAME.matcher(module(traces)).results().map(match -> match.group()))
        .distinct();
  }

  private static long highest(List<List<Event>> traces, String field) {
    return traces.stream()
        .flatMap(List::stream)
        .map(event -> event.field(field))
        .filter(value -> !value.isEmpty())
        .mapToLong(Long::parseLong)
        .max()
        .orElse(1);
  }
}
