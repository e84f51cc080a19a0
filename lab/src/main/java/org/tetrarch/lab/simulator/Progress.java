package org.tetrarch.lab.simulator;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells now and then how far a campaign is, until it is closed. */
public final class Progress implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon(true).factory());
  private final Campaign campaign;
  private final long seeds;
  private final long began = System.nanoTime();

  /**
   * @param seeds how many runs there will be
   * @param sink takes a line without its end, on a thread of its own
   */
  public Progress(Campaign campaign, long seeds, long everyMillis, Consumer<String> sink) {
    this.campaign = campaign;
    this.seeds = seeds;
    var unused =
        timer.scheduleAtFixedRate(
            () -> sink.accept(line()), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  private String line() {
    long runs = campaign.statistics().runs();
    return String.format(
        Locale.ROOT, "%,d of %,d runs, %.1f a second", runs, seeds, runs / seconds());
  }

  /** Since this began. */
  public double seconds() {
    return Math.max(0.001, (System.nanoTime() - began) / 1e9);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
