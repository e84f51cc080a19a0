package org.tetrarch.lab.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One thing that a replica did, as a step of the model.
 *
 * @param kind which step, as ReplicaTrace.tla names it
 * @param fields what the model must know of it, each a TLA+ expression
 */
record Event(String kind, int replica, Map<String, String> fields) {
  Event {
    fields = new TreeMap<>(fields);
  }

  Event(String kind, int replica) {
    this(kind, replica, Map.of());
  }

  /** The same event with one more field, or with another value of it. */
  Event with(String field, Object value) {
    Map<String, String> changed = new TreeMap<>(fields);
    changed.put(field, value.toString());
    return new Event(kind, replica, changed);
  }

  /** The same event with a text value, such as the name of a digest. */
  Event withText(String field, String value) {
    return with(field, '"' + value + '"');
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  boolean has(String field, Object value) {
    return field(field).equals(value.toString());
  }

  /** Whether both speak of the same slot of the same view. */
  boolean sameSlot(Event other) {
    return field("v").equals(other.field("v")) && field("s").equals(other.field("s"));
  }

  boolean says(String message) {
    return kind.equals("says") && has("message", '"' + message + '"');
  }

  String toTla() {
    return "[kind |-> \"%s\", r |-> %d%s]"
        .formatted(
            kind,
            replica,
            fields.entrySet().stream()
                .map(entry -> ", " + entry.getKey() + " |-> " + entry.getValue())
                .collect(Collectors.joining()));
  }
}
