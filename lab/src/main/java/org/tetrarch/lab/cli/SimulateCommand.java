package org.tetrarch.lab.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.lab.simulator.Campaign;
import org.tetrarch.lab.simulator.Fault;
import org.tetrarch.lab.simulator.Outcome;
import org.tetrarch.lab.simulator.Plan;
import org.tetrarch.lab.simulator.Progress;
import org.tetrarch.lab.simulator.Run;
import org.tetrarch.lab.simulator.Statistics;
import org.tetrarch.lab.simulator.SummaryText;
import org.tetrarch.lab.simulator.Trace;
import org.tetrarch.lab.simulator.disk.DiskFault;
import org.tetrarch.node.plugin.Misbehaviour;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch lab simulate}. */
@Command(
    name = "simulate",
    description = {
      "Runs whole nodes in virtual time under faults that a seed decides, and watches the"
          + " invariants. The same seed gives the same run, byte by byte."
    },
    footer = {
      "",
      "Examples: tetrarch lab simulate --seeds 1000",
      "          tetrarch lab simulate --seed 42 --trace"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int FEWEST = 4;
  private static final int MOST = 10;
  private static final long PROGRESS_MILLIS = 500;
  private static final long SUMMARY_MILLIS = 5_000;
  private static final int MOST_THREADS = 1_024;

  /** Back to the beginning of the line, and nothing on it. */
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Screen screen;
  private final List<Misbehaviour> misbehaviours = new Adversary().misbehaviours();

  @Option(names = "--seeds", paramLabel = "N", description = "How many runs; 1,000 if not said.")
  @Nullable Long seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The first seed; 1 if not said. Without --seeds only this one is run.")
  @Nullable Long seed;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Replicas, from 4 to 10; each seed draws its own number if not said.")
  int nodes;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "FAULT",
      description =
          "What may go wrong: network, partition, crash, power, disk, data-loss, pause, clock,"
              + " byzantine; all if not said.")
  List<String> faults = List.of();

  @Option(
      names = "--behaviour",
      split = ",",
      paramLabel = "NAME",
      description = "What the liars do, one or more of what 'lab list' names; any if not said.")
  List<String> behaviours = List.of();

  @Option(names = "--threads", paramLabel = "N", description = "Runs at once; one a processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--trace", description = "Prints what happens in the one run of --seed.")
  boolean trace;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  SimulateCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Set<Fault> allowed = check();
    if (trace) {
      return traceOne(allowed);
    }
    long first = seed == null ? 1 : seed;
    long count = seeds != null ? seeds : seed != null ? 1 : 1_000;
    Campaign campaign = new Campaign(each -> plan(each, allowed), misbehaviours);
    Optional<Outcome> violated;
    double seconds;
    try (Progress progress =
        new Progress(campaign, count, terminal() ? PROGRESS_MILLIS : SUMMARY_MILLIS, this::show)) {
      Thread onInterrupt = new Thread(() -> interrupted(campaign, progress), "on-interrupt");
      Runtime.getRuntime().addShutdownHook(onInterrupt);
      violated = campaign.run(first, count, threads);
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
      seconds = progress.seconds();
    }
    report(campaign.statistics(), violated, seconds);
    return violated.isPresent() ? ExitCode.FAILURE.code() : ExitCode.OK.code();
  }

  private Set<Fault> check() throws CommandFailure {
    if (nodes != 0 && (nodes < FEWEST || nodes > MOST)) {
      throw usage("--nodes is from 4 to 10, not " + nodes);
    }
    if (seeds != null && seeds < 1) {
      throw usage("--seeds is at least 1, not " + seeds);
    }
    if (seed != null && seeds != null && seed > Long.MAX_VALUE - seeds) {
      throw usage("there are no " + seeds + " seeds from " + seed + " on");
    }
    if (threads < 1 || threads > MOST_THREADS) {
      throw usage("--threads is from 1 to " + MOST_THREADS + ", not " + threads);
    }
    if (trace && (seed == null || seeds != null)) {
      throw usage("--trace shows one run: say which by --seed, and leave --seeds out");
    }
    for (String name : behaviours) {
      if (!names().contains(name)) {
        throw usage("there is no misbehaviour '" + name + "': see 'lab list'");
      }
    }
    Set<Fault> allowed = EnumSet.noneOf(Fault.class);
    for (String name : faults) {
      allowed.add(
          Fault.of(name)
              .orElseThrow(() -> usage("there is no fault '" + name + "': see 'simulate --help'")));
    }
    return allowed.isEmpty() ? EnumSet.allOf(Fault.class) : allowed;
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  private Plan plan(long of, Set<Fault> allowed) {
    return Plan.of(of, nodes, allowed, behaviours.isEmpty() ? names() : behaviours);
  }

  private List<String> names() {
    return misbehaviours.stream().map(Misbehaviour::name).toList();
  }

  private int traceOne(Set<Fault> allowed) {
    long one = OptionalLong.of(seed == null ? 1 : seed).getAsLong();
    Outcome outcome = new Run(plan(one, allowed), Trace.lines(screen::line), misbehaviours).run();
    screen.line("");
    screen.line(
        outcome.violation().isPresent()
            ? violation(outcome)
            : SummaryText.of(outcome.statistics()));
    return outcome.violation().isPresent() ? ExitCode.FAILURE.code() : ExitCode.OK.code();
  }

  /** What was broken, and the command that shows how: with all options that made the run. */
  private String violation(Outcome outcome) {
    StringJoiner options = new StringJoiner(" ");
    if (nodes != 0) {
      options.add("--nodes " + nodes);
    }
    if (!faults.isEmpty()) {
      options.add("--faults " + String.join(",", faults));
    }
    if (!behaviours.isEmpty()) {
      options.add("--behaviour " + String.join(",", behaviours));
    }
    return SummaryText.violation(outcome, options.toString());
  }

  /** A person looks, and sees one line that changes; else there is a line now and then. */
  private boolean terminal() {
    return screen.isColoured();
  }

  private void show(String progress) {
    if (!json) {
      screen.err().print(terminal() ? CLEAR_LINE + progress : progress + System.lineSeparator());
      screen.err().flush();
    }
  }

  private void interrupted(Campaign campaign, Progress progress) {
    campaign.stop();
    double seconds = progress.seconds();
    progress.close();
    if (json) {
      report(campaign.statistics(), Optional.empty(), seconds);
    } else {
      screen.line("");
      screen.line("interrupted; so far, with no invariant broken:");
      summary(campaign.statistics(), seconds);
    }
    screen.flush();
  }

  private void summary(Statistics statistics, double seconds) {
    screen.line(SummaryText.of(statistics));
    screen.line(
        String.format(
            Locale.ROOT, "%.1f s, %.1f runs a second", seconds, statistics.runs() / seconds));
  }

  private void report(Statistics statistics, Optional<Outcome> violated, double seconds) {
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("runs", statistics.runs());
      root.put("seconds", seconds);
      root.put("runsWithViewChange", statistics.runsWithViewChange());
      root.put("blocks", statistics.blocks());
      root.put("transfers", statistics.transfers());
      ObjectNode struck = root.putObject("runsWith");
      for (Fault fault : Fault.values()) {
        struck.put(fault.label(), statistics.runsWith(fault));
      }
      ObjectNode disks = root.putObject("disks");
      for (DiskFault fault : DiskFault.values()) {
        disks.put(fault.label(), statistics.runsWith(fault));
      }
      counts(root, "replicas", statistics.sizes());
      counts(root, "misbehaviours", statistics.behaviours());
      counts(root, "misbehavioursAlone", statistics.alone());
      counts(root, "misbehaviourPairs", statistics.pairs());
      violated.ifPresent(
          outcome -> {
            ObjectNode violation = root.putObject("violation");
            violation.put("seed", outcome.plan().seed());
            outcome.violation().ifPresent(v -> violation.put("invariant", v.invariant()));
            outcome.violation().ifPresent(v -> violation.put("what", v.getMessage()));
          });
      screen.json(root);
      return;
    }
    if (terminal()) {
      screen.err().print(CLEAR_LINE);
      screen.err().flush();
    }
    summary(statistics, seconds);
    screen.line("");
    screen.line(
        violated.isPresent() ? violation(violated.get()) : screen.green("no invariant is broken"));
  }

  private static void counts(ObjectNode root, String name, Map<?, Integer> counts) {
    ObjectNode node = root.putObject(name);
    counts.forEach((key, count) -> node.put(key.toString(), count));
  }
}
