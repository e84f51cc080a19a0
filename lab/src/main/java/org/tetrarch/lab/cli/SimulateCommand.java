package org.tetrarch.lab.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.lab.simulator.Campaign;
import org.tetrarch.lab.simulator.Fault;
import org.tetrarch.lab.simulator.Outcome;
import org.tetrarch.lab.simulator.Plan;
import org.tetrarch.lab.simulator.Run;
import org.tetrarch.lab.simulator.Statistics;
import org.tetrarch.lab.simulator.SummaryText;
import org.tetrarch.lab.simulator.Trace;
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
      paramLabel = "NAME",
      description = "The one misbehaviour of the liars; see 'lab list'.")
  @Nullable String behaviour;

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
    // Before the first logger is made: nodes that are broken on purpose have much to say.
    System.setProperty("logback.configurationFile", "org/tetrarch/lab/cli/logback-quiet.xml");
    if (trace) {
      return traceOne(allowed);
    }
    long first = seed == null ? 1 : seed;
    long count = seeds != null ? seeds : seed != null ? 1 : 1_000;
    Campaign campaign = new Campaign(each -> plan(each, allowed), misbehaviours);
    Thread onInterrupt = new Thread(() -> interrupted(campaign), "on-interrupt");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    long began = System.nanoTime();
    Optional<Outcome> violated;
    ScheduledExecutorService progress = progress(campaign, count, began);
    try {
      violated = campaign.run(first, count, threads);
    } finally {
      progress.shutdownNow();
    }
    Runtime.getRuntime().removeShutdownHook(onInterrupt);
    report(campaign.statistics(), violated, seconds(began));
    return violated.isPresent() ? ExitCode.FAILURE.code() : ExitCode.OK.code();
  }

  private Set<Fault> check() throws CommandFailure {
    if (nodes != 0 && (nodes < FEWEST || nodes > MOST)) {
      throw usage("--nodes is from 4 to 10, not " + nodes);
    }
    if (seeds != null && seeds < 1) {
      throw usage("--seeds is at least 1, not " + seeds);
    }
    if (threads < 1) {
      throw usage("--threads is at least 1, not " + threads);
    }
    if (trace && (seed == null || seeds != null)) {
      throw usage("--trace shows one run: say which by --seed, and leave --seeds out");
    }
    String wanted = behaviour;
    if (wanted != null && misbehaviours.stream().noneMatch(each -> each.name().equals(wanted))) {
      throw usage("there is no misbehaviour '" + wanted + "': see 'lab list'");
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
    String wanted = behaviour;
    List<String> names =
        wanted != null ? List.of(wanted) : misbehaviours.stream().map(Misbehaviour::name).toList();
    return Plan.of(of, nodes, allowed, names);
  }

  private int traceOne(Set<Fault> allowed) {
    long one = OptionalLong.of(seed == null ? 1 : seed).getAsLong();
    Outcome outcome = new Run(plan(one, allowed), Trace.lines(screen::line), misbehaviours).run();
    screen.line("");
    screen.line(
        outcome.violation().isPresent()
            ? SummaryText.violation(outcome)
            : SummaryText.of(outcome.statistics()));
    return outcome.violation().isPresent() ? ExitCode.FAILURE.code() : ExitCode.OK.code();
  }

  /** On a terminal one line that changes, else a line now and then. */
  private ScheduledExecutorService progress(Campaign campaign, long count, long began) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon(true).factory());
    boolean terminal = screen.isColoured();
    long every = terminal ? PROGRESS_MILLIS : SUMMARY_MILLIS;
    if (!json) {
      var unused =
          timer.scheduleAtFixedRate(
              () -> {
                long done = campaign.statistics().runs();
                String line =
                    "%,d of %,d runs, %.1f a second"
                        .formatted(done, count, done / Math.max(0.001, seconds(began)));
                screen.err().print(terminal ? "\r" + line : line + System.lineSeparator());
                screen.err().flush();
              },
              every,
              every,
              TimeUnit.MILLISECONDS);
    }
    return timer;
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private void interrupted(Campaign campaign) {
    campaign.stop();
    screen.line("");
    screen.line("interrupted; so far, with no invariant broken:");
    screen.line(SummaryText.of(campaign.statistics()));
    screen.flush();
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
      ObjectNode behaviours = root.putObject("misbehaviours");
      statistics.behaviours().forEach(behaviours::put);
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
    if (screen.isColoured()) {
      screen.err().print("\r");
      screen.err().flush();
    }
    screen.line(SummaryText.of(statistics));
    screen.line(
        String.format(
            Locale.ROOT, "%.1f s, %.1f runs a second", seconds, statistics.runs() / seconds));
    screen.line("");
    screen.line(
        violated.isPresent()
            ? SummaryText.violation(violated.get())
            : screen.green("no invariant is broken"));
  }
}
