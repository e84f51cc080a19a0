package org.tetrarch.lab.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tetrarch.lab.simulator.disk.DiskFault;
import org.tetrarch.lab.simulator.monitor.Violation;

/** What came of runs, for people. */
public final class SummaryText {
  private SummaryText() {}

  /** What happened, in lines. */
  public static String of(Statistics statistics) {
    long runs = Math.max(1, statistics.runs());
    int kinds = statistics.behaviours().size();
    return """
        %,d runs, %,d steps, %,d s of virtual time
        replicas            %s
        blocks, transfers   %,d and %,d
        runs that left view 0: %s; highest view %d
        runs with           %s
        disks               %s
        misbehaviours       %s
        alone, in pairs     %d of %d misbehaviours, %d of %d pairs at the same time
        evidence            %,d pieces
        longest recovery    %.1f s after everything was mended\
        """
        .formatted(
            statistics.runs(),
            statistics.events(),
            statistics.virtualMillis() / 1000,
            counts(statistics.sizes(), runs),
            statistics.blocks(),
            statistics.transfers(),
            share(statistics.runsWithViewChange(), runs),
            statistics.highestView(),
            Arrays.stream(Fault.values())
                .map(fault -> fault.label() + " " + share(statistics.runsWith(fault), runs))
                .collect(Collectors.joining(", ")),
            Arrays.stream(DiskFault.values())
                .map(fault -> fault.label() + " " + share(statistics.runsWith(fault), runs))
                .collect(Collectors.joining(", ")),
            counts(statistics.behaviours(), runs),
            statistics.alone().size(),
            kinds,
            statistics.pairs().size(),
            kinds * (kinds - 1) / 2,
            statistics.evidence(),
            statistics.longestRecoveryMillis() / 1000.0);
  }

  private static String counts(Map<?, Integer> counts, long runs) {
    return counts.entrySet().stream()
        .map(each -> each.getKey() + " " + share(each.getValue(), runs))
        .collect(Collectors.joining(", "));
  }

  private static String share(long count, long of) {
    double percent = 100.0 * count / of;
    return String.format(Locale.ROOT, percent < 10 ? "%.1f %%" : "%.0f %%", percent);
  }

  /** Which invariant was broken, by which seed, and the command that shows how. */
  public static String violation(Outcome outcome) {
    return violation(outcome, "");
  }

  /**
   * The same.
   *
   * @param options of the command line that made the plan what it is, or empty
   */
  public static String violation(Outcome outcome, String options) {
    Optional<Violation> violation = outcome.violation();
    return "%s\nseed %d: %d replicas, faults %s, liars %s with %s, losers %s\nreplay: ./tetrarch lab simulate --seed %d%s --trace"
        .formatted(
            violation.map(Violation::getMessage).orElse("no invariant is broken"),
            outcome.plan().seed(),
            outcome.plan().n(),
            outcome.plan().faults().stream().map(Fault::label).toList(),
            outcome.plan().liars(),
            outcome.plan().behaviours(),
            outcome.plan().losers(),
            outcome.plan().seed(),
            options.isEmpty() ? "" : " " + options);
  }
}
