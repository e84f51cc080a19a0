package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.tetrarch.node.plugin.Misbehaviour;

/** Many runs, one seed each, on several threads; ends with the first violation. */
public final class Campaign {
  private final LongFunction<Plan> plans;
  private final List<Misbehaviour> misbehaviours;
  private final Statistics statistics = new Statistics();
  private @Nullable Outcome violated;
  private @Nullable Throwable broken;
  private boolean stopped;

  /**
   * @param plans what a seed stands for
   */
  public Campaign(LongFunction<Plan> plans, List<Misbehaviour> misbehaviours) {
    this.plans = plans;
    this.misbehaviours = List.copyOf(misbehaviours);
  }

  /**
   * Runs the seeds from the first on. Of several violations found at once the one of the lowest
   * seed is given.
   *
   * @return the run that broke an invariant; empty when none did
   */
  public Optional<Outcome> run(long firstSeed, long seeds, int threads)
      throws InterruptedException {
    AtomicLong next = new AtomicLong(firstSeed);
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(Thread.ofPlatform().start(() -> work(next, firstSeed + seeds)));
    }
    try {
      for (Thread thread : running) {
        thread.join();
      }
    } finally {
      stop();
    }
    synchronized (this) {
      if (broken != null) {
        throw new IllegalStateException("a campaign cannot go on: " + broken, broken);
      }
      return Optional.ofNullable(violated);
    }
  }

  private void work(AtomicLong next, long end) {
    try {
      for (long seed = next.getAndIncrement();
          seed < end && !over();
          seed = next.getAndIncrement()) {
        note(new Run(plans.apply(seed), Trace.NONE, misbehaviours).run());
      }
    } catch (RuntimeException | Error e) {
      breakOff(e);
    }
  }

  /**
   * What is not the doing of a run, such as too little memory: nothing that follows would count.
   */
  private synchronized void breakOff(Throwable cause) {
    broken = cause;
    stopped = true;
  }

  private synchronized void note(Outcome outcome) {
    statistics.add(outcome.statistics());
    if (outcome.violation().isPresent()
        && (violated == null || outcome.plan().seed() < violated.plan().seed())) {
      violated = outcome;
    }
  }

  private synchronized boolean over() {
    return stopped || violated != null;
  }

  /** Begins no further run. Any thread. */
  public synchronized void stop() {
    stopped = true;
  }

  /** What happened so far. Any thread. */
  public synchronized Statistics statistics() {
    Statistics copy = new Statistics();
    copy.add(statistics);
    return copy;
  }
}
