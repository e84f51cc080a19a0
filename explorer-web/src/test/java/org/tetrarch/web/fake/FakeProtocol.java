package org.tetrarch.web.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.web.port.ProtocolView;
import org.tetrarch.web.port.SlotRecord;
import org.tetrarch.web.port.TraceEvent;

/** Remembers what tests tell it. */
public final class FakeProtocol implements ProtocolView {

  public final Map<Long, SlotRecord> slots = new HashMap<>();
  public final List<Pace> paces = new ArrayList<>();
  public final Map<Integer, Integer> proposals = new HashMap<>();
  public final List<TraceEvent> events = new ArrayList<>();
  public final List<Presence> presence = new ArrayList<>();

  @Override
  public Optional<SlotRecord> slot(long height) {
    return Optional.ofNullable(slots.get(height));
  }

  @Override
  public List<Pace> pace(Resolution resolution) {
    return List.copyOf(paces);
  }

  @Override
  public List<Presence> presence() {
    return List.copyOf(presence);
  }

  @Override
  public TracePage trace(long fromMicros, long toMicros, long after, int limit) {
    List<TraceEvent> found =
        events.stream()
            .filter(event -> event.id() > after)
            .filter(event -> event.micros() >= fromMicros && event.micros() <= toMicros)
            .toList();
    return new TracePage(
        found.stream().limit(limit).toList(),
        events.isEmpty() ? OptionalLong.empty() : OptionalLong.of(events.getFirst().micros()),
        found.size() > limit);
  }

  @Override
  public Map<Integer, Integer> proposalsSince(long sinceMillis) {
    return Map.copyOf(proposals);
  }
}
