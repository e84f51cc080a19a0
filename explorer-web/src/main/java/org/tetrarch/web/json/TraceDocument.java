package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened at one node in a stretch of time, in its order.
 *
 * @param replica index of the node
 * @param nowMicros its clock
 * @param oldestMicros of the oldest event that it remembers; what lies before is gone
 * @param next where the following page begins, to be given as {@code after}
 */
public record TraceDocument(
    int replica,
    String name,
    long nowMicros,
    @Nullable Long oldestMicros,
    List<Event> items,
    @Nullable String next) {

  public TraceDocument {
    items = List.copyOf(items);
  }

  /** See {@link org.tetrarch.web.port.TraceEvent}. */
  public record Event(
      long id,
      long micros,
      String kind,
      @Nullable Integer peer,
      @Nullable Statement statement,
      @Nullable Long number,
      @Nullable String reason) {}

  /** See {@link org.tetrarch.web.port.TraceEvent.Statement}. */
  public record Statement(
      String type,
      int signer,
      @Nullable Long view,
      @Nullable Long sequence,
      @Nullable String digest,
      String signature) {}
}
