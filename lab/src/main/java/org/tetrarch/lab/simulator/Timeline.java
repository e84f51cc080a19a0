package org.tetrarch.lab.simulator;

import java.util.PriorityQueue;

/**
 * Virtual time and what is to happen in it. What is planned for one instant happens in the order in
 * which it was planned, so that a run depends on its seed alone.
 */
public final class Timeline {
  private record Event(long at, long order, Runnable task) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long planned;
  private long happened;

  /** Virtual milliseconds since the run began. */
  public long now() {
    return now;
  }

  /** How many events there have been. */
  public long happened() {
    return happened;
  }

  /** Plans a task; a delay of 0 is later in this same instant. */
  public void after(long delayMillis, Runnable task) {
    if (delayMillis < 0) {
      throw new IllegalArgumentException("nothing happens " + -delayMillis + " ms ago");
    }
    events.add(new Event(now + delayMillis, planned++, task));
  }

  /** Lets happen all that is planned for the next so many milliseconds. */
  public void run(long millis) {
    long until = now + millis;
    for (Event next = events.peek(); next != null && next.at() <= until; next = events.peek()) {
      events.remove();
      now = next.at();
      happened++;
      next.task().run();
    }
    now = until;
  }
}
