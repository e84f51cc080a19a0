package org.tetrarch.node.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tetrarch.consensus.event.TimerId;

/** The replica's timers, as times at which they are due. */
final class Timers {
  private final Map<TimerId, Long> due = new EnumMap<>(TimerId.class);

  void start(TimerId timer, long atMillis) {
    due.put(timer, atMillis);
  }

  void stop(TimerId timer) {
    due.remove(timer);
  }

  OptionalLong next() {
    return due.values().stream().mapToLong(Long::longValue).min();
  }

  /** Those that are due, which then run no more. */
  List<TimerId> takeDue(long nowMillis) {
    List<TimerId> fired = new ArrayList<>();
    due.forEach(
        (timer, at) -> {
          if (at <= nowMillis) {
            fired.add(timer);
          }
        });
    due.keySet().removeAll(fired);
    return fired;
  }
}
