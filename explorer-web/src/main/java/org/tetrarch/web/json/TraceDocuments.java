package org.tetrarch.web.json;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.json.TraceDocument.Event;
import org.tetrarch.web.json.TraceDocument.Statement;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.ProtocolView.TracePage;
import org.tetrarch.web.port.TraceEvent;

/** Makes the document of what happened at this node. */
public final class TraceDocuments {

  /** A stretch of time may hold many; the page after it begins where this one ends. */
  public static final int MAX_EVENTS = 2_000;

  private static final long MICROS_PER_MILLI = 1_000;

  private final NodePorts ports;
  private final InstantSource clock;

  public TraceDocuments(NodePorts ports, InstantSource clock) {
    this.ports = ports;
    this.clock = clock;
  }

  /**
   * The events of a stretch of time.
   *
   * @param after only those with a higher id
   */
  public TraceDocument trace(long fromMicros, long toMicros, long after, int limit) {
    TracePage page = ports.protocol().trace(fromMicros, toMicros, after, limit);
    int index = ports.info().replicaIndex();
    return new TraceDocument(
        index,
        ports.info().validators().get(index).name(),
        clock.millis() * MICROS_PER_MILLI,
        boxed(page.oldestMicros()),
        page.events().stream().map(TraceDocuments::describe).toList(),
        page.more() ? String.valueOf(page.events().getLast().id()) : null);
  }

  private static Event describe(TraceEvent event) {
    return new Event(
        event.id(),
        event.micros(),
        event.kind().word(),
        event.peer().isPresent() ? event.peer().getAsInt() : null,
        describe(event.statement()),
        boxed(event.number()),
        event.reason().orElse(null));
  }

  private static @Nullable Statement describe(Optional<TraceEvent.Statement> statement) {
    return statement
        .map(
            s ->
                new Statement(
                    s.type(),
                    s.signer(),
                    boxed(s.view()),
                    boxed(s.sequence()),
                    s.digest().orElse(null),
                    s.signature()))
        .orElse(null);
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
