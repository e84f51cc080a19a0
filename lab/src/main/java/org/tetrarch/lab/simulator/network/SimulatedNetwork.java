package org.tetrarch.lab.simulator.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.tetrarch.lab.simulator.Timeline;

/** Carries frames between nodes as their links do. */
public final class SimulatedNetwork {
  /** What a link holds at once; as in production, more is dropped. */
  private static final int MOST_IN_FLIGHT = 4_096;

  /** Takes what arrives. */
  @FunctionalInterface
  public interface Arrival {
    void at(int to, int from, byte[] content);
  }

  private final Timeline timeline;
  private final RandomGenerator random;
  private final Arrival arrival;
  private final Link[][] links;
  private final long[][] lastArrival;
  private final int[][] inFlight;
  private final int[][] epoch;
  private long sent;
  private long lost;

  public SimulatedNetwork(Timeline timeline, RandomGenerator random, int n, Arrival arrival) {
    this.timeline = timeline;
    this.random = random;
    this.arrival = arrival;
    links = new Link[n][n];
    lastArrival = new long[n][n];
    inFlight = new int[n][n];
    epoch = new int[n][n];
    heal();
  }

  /** All links are good. */
  public void heal() {
    for (Link[] row : links) {
      Arrays.fill(row, Link.GOOD);
    }
  }

  public void link(int from, int to, Link link) {
    links[from][to] = link;
  }

  public Link link(int from, int to) {
    return links[from][to];
  }

  /** A connection breaks: what is under way between the two is lost. */
  public void disconnect(int one, int other) {
    epoch[one][other]++;
    epoch[other][one]++;
  }

  public void send(int from, int to, byte[] content) {
    Link link = links[from][to];
    sent++;
    if (link.cut()
        || inFlight[from][to] >= MOST_IN_FLIGHT
        || (link.loss() > 0 && random.nextDouble() < link.loss())) {
      lost++;
      return;
    }
    carry(link, from, to, content);
    if (link.repeat() > 0 && random.nextDouble() < link.repeat()) {
      carry(link, from, to, content);
    }
  }

  private void carry(Link link, int from, int to, byte[] content) {
    long arrives = timeline.now() + link.least() + random.nextInt(link.spread());
    if (link.ordered()) {
      arrives = Math.max(arrives, lastArrival[from][to]);
      lastArrival[from][to] = arrives;
    }
    int connection = epoch[from][to];
    inFlight[from][to]++;
    timeline.after(
        arrives - timeline.now(),
        () -> {
          inFlight[from][to]--;
          if (connection == epoch[from][to]) {
            arrival.at(to, from, content);
          } else {
            lost++;
          }
        });
  }

  /** Frames that were sent, and those of them that never arrived. */
  public String counts() {
    return sent + " frames, " + lost + " lost";
  }
}
