package org.tetrarch.node.http.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tetrarch.web.port.ProtocolView.Minute;

/**
 * For each replica, in how many looks of each minute it could be heard. Not for several threads.
 */
final class PresenceBook {
  static final int MINUTES = 60;
  private static final long MINUTE_MILLIS = 60_000;

  private final int replicas;
  private final Deque<Looks> minutes = new ArrayDeque<>();

  PresenceBook(int replicas) {
    this.replicas = replicas;
  }

  private static final class Looks {
    private final long start;
    private final int[] present;
    private int count;

    Looks(long start, int replicas) {
      this.start = start;
      this.present = new int[replicas];
    }
  }

  /**
   * @param present for each replica, whether it can be heard now
   */
  void look(long nowMillis, List<Boolean> present) {
    long start = Math.floorDiv(nowMillis, MINUTE_MILLIS) * MINUTE_MILLIS;
    Looks looks = minutes.peekLast();
    if (looks == null || looks.start < start) {
      looks = new Looks(start, replicas);
      minutes.addLast(looks);
      if (minutes.size() > MINUTES) {
        minutes.removeFirst();
      }
    }
    looks.count++;
    for (int replica = 0; replica < replicas; replica++) {
      if (present.get(replica)) {
        looks.present[replica]++;
      }
    }
  }

  List<Minute> of(int replica) {
    List<Minute> known = new ArrayList<>();
    minutes.forEach(
        looks -> known.add(new Minute(looks.start, looks.count, looks.present[replica])));
    return known;
  }
}
