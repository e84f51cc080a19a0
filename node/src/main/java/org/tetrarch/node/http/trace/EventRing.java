package org.tetrarch.node.http.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.web.port.ProtocolView.TracePage;
import org.tetrarch.web.port.TraceEvent;

/**
 * The newest events of this node, in their order. Of a statement only its summary is kept: a view
 * change may be large, and a liar sends many. Not for several threads.
 */
final class EventRing {
  static final int CAPACITY = 1 << 15;

  private static final int NOBODY = Observation.EVERYBODY;
  private static final long NOTHING = -1;

  private final Deque<Kept> events = new ArrayDeque<>();
  private long nextId;

  /** As compact as it can be; most events are never read. */
  private record Kept(
      long id,
      long micros,
      TraceEvent.Kind kind,
      int peer,
      @Nullable Summary statement,
      long number,
      @Nullable String reason) {}

  /** Never compared; the signature is this object's own. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Summary(
      String type,
      int signer,
      long view,
      long sequence,
      @Nullable Digest digest,
      byte[] signature) {}

  void take(Observation observation) {
    switch (observation) {
      case Observation.Sent sent ->
          add(sent.micros(), TraceEvent.Kind.SENT, sent.to(), summary(sent.signed()));
      case Observation.Received received ->
          add(
              received.micros(),
              TraceEvent.Kind.RECEIVED,
              received.from(),
              summary(received.signed()));
      case Observation.Refused(long micros, int from, String reason) ->
          add(new Kept(nextId, micros, TraceEvent.Kind.REFUSED, from, null, NOTHING, reason));
      case Observation.Executed executed ->
          add(executed.micros(), TraceEvent.Kind.EXECUTED, executed.height());
      case Observation.Certified(long micros, long height) ->
          add(micros, TraceEvent.Kind.CERTIFIED, height);
      case Observation.Entered(long micros, long view) ->
          add(micros, TraceEvent.Kind.ENTERED, view);
    }
  }

  private void add(long micros, TraceEvent.Kind kind, int peer, Summary statement) {
    add(new Kept(nextId, micros, kind, peer, statement, NOTHING, null));
  }

  private void add(long micros, TraceEvent.Kind kind, long number) {
    add(new Kept(nextId, micros, kind, NOBODY, null, number, null));
  }

  private void add(Kept event) {
    nextId++;
    events.addLast(event);
    if (events.size() > CAPACITY) {
      events.removeFirst();
    }
  }

  private static Summary summary(Signed<? extends Message> signed) {
    Message message = signed.message();
    int signer = message.replica().index();
    byte[] signature = signed.signature().toBytes();
    return switch (message) {
      case PrePrepare m -> slotted("PRE-PREPARE", m, signature);
      case Prepare m -> slotted("PREPARE", m, signature);
      case Commit m -> slotted("COMMIT", m, signature);
      case Checkpoint m ->
          new Summary("CHECKPOINT", signer, NOTHING, m.sequence().value(), m.state(), signature);
      case ViewChange m ->
          new Summary("VIEW-CHANGE", signer, m.view().number(), NOTHING, null, signature);
      case NewView m ->
          new Summary("NEW-VIEW", signer, m.view().number(), NOTHING, null, signature);
      case Status m -> new Summary("STATUS", signer, m.view().number(), NOTHING, null, signature);
    };
  }

  private static Summary slotted(String type, Message.Slotted message, byte[] signature) {
    return new Summary(
        type,
        message.replica().index(),
        message.view().number(),
        message.sequence().value(),
        message.digest(),
        signature);
  }

  /** See {@link org.tetrarch.web.port.ProtocolView#trace}. */
  TracePage page(long fromMicros, long toMicros, long after, int limit) {
    List<TraceEvent> found = new ArrayList<>();
    boolean more = false;
    for (Kept event : events) {
      if (event.id() <= after || event.micros() < fromMicros || event.micros() > toMicros) {
        continue;
      }
      if (found.size() == limit) {
        more = true;
        break;
      }
      found.add(told(event));
    }
    Kept oldest = events.peekFirst();
    return new TracePage(
        found, oldest == null ? OptionalLong.empty() : OptionalLong.of(oldest.micros()), more);
  }

  private static TraceEvent told(Kept event) {
    return new TraceEvent(
        event.id(),
        event.micros(),
        event.kind(),
        event.peer() == NOBODY ? OptionalInt.empty() : OptionalInt.of(event.peer()),
        Optional.ofNullable(event.statement()).map(EventRing::told),
        number(event.number()),
        Optional.ofNullable(event.reason()));
  }

  private static TraceEvent.Statement told(Summary summary) {
    return new TraceEvent.Statement(
        summary.type(),
        summary.signer(),
        number(summary.view()),
        number(summary.sequence()),
        Optional.ofNullable(summary.digest()).map(digest -> hex(digest.toBytes())),
        hex(summary.signature()));
  }

  private static OptionalLong number(long value) {
    return value == NOTHING ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
