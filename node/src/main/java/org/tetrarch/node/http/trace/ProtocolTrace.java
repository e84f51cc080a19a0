package org.tetrarch.node.http.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.web.port.NetworkStatus;
import org.tetrarch.web.port.ProtocolView;
import org.tetrarch.web.port.ReplicaStatus;
import org.tetrarch.web.port.SlotRecord;

/**
 * Takes down what this node sees of the protocol. Any thread; those that tell it something never
 * wait, least of all for those that read.
 */
public final class ProtocolTrace implements ProtocolView {
  /** What is told and not yet looked at; more than this is forgotten. */
  private static final int MAX_WAITING = 1 << 16;

  /** The vote delay is the median over so many blocks. */
  private static final int DELAYS = 64;

  private static final long MICROS_PER_MILLI = 1_000;

  private final int replicas;
  private final LongSupplier microClock;
  private final Queue<Observation> told = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  // Guarded by this.
  private final SlotBook slots;
  private final PaceBook seconds = new PaceBook(Resolution.SECOND);
  private final PaceBook minutes = new PaceBook(Resolution.MINUTE);
  private final PresenceBook presence;
  private final EventRing events = new EventRing();

  /**
   * @param head the height of the newest block at the start
   * @param microClock microseconds since 1970
   */
  public ProtocolTrace(int replicas, long head, LongSupplier microClock) {
    this.replicas = replicas;
    this.microClock = microClock;
    this.slots = new SlotBook(replicas, head);
    this.presence = new PresenceBook(replicas);
  }

  /** A statement leaves this node for one replica. */
  public void sent(ReplicaId to, Envelope envelope) {
    if (isOfInterest(envelope)) {
      tell(new Observation.Sent(microClock.getAsLong(), to.index(), envelope.signed()));
    }
  }

  /** A statement leaves this node for all replicas. */
  public void sentToAll(Envelope envelope) {
    if (isOfInterest(envelope)) {
      tell(new Observation.Sent(microClock.getAsLong(), Observation.EVERYBODY, envelope.signed()));
    }
  }

  /** A statement has reached this node, with all its signatures valid. */
  public void received(ReplicaId from, Envelope envelope) {
    if (isOfInterest(envelope)) {
      tell(new Observation.Received(microClock.getAsLong(), from.index(), envelope.signed()));
    }
  }

  /** What a peer sent was not what it must be. */
  public void refused(ReplicaId from, String reason) {
    tell(new Observation.Refused(microClock.getAsLong(), from.index(), reason));
  }

  /** Signs of life say nothing that the presence of their sender does not. */
  private static boolean isOfInterest(Envelope envelope) {
    return !(envelope.signed().message() instanceof Status);
  }

  /** A block is durable here. */
  public void executed(long height, long blockMillis, int transfers) {
    tell(new Observation.Executed(microClock.getAsLong(), height, blockMillis, transfers));
  }

  /** The chain is certified here up to this height. */
  public void certified(long height) {
    tell(new Observation.Certified(microClock.getAsLong(), height));
  }

  /** This node takes part in this view. */
  public void entered(long view) {
    tell(new Observation.Entered(microClock.getAsLong(), view));
  }

  private void tell(Observation observation) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return;
    }
    told.add(observation);
  }

  /** To be called about once a second: takes down what was told, and who can be heard now. */
  public synchronized void look(NetworkStatus status) {
    takeDown();
    presence.look(nowMillis(), status.replicas().stream().map(ProtocolTrace::isPresent).toList());
  }

  private static boolean isPresent(ReplicaStatus replica) {
    return replica.connected() && replica.state() != ReplicaStatus.State.UNREACHABLE;
  }

  private long nowMillis() {
    return microClock.getAsLong() / MICROS_PER_MILLI;
  }

  private void takeDown() {
    for (Observation next = take(); next != null; next = take()) {
      events.take(next);
      switch (next) {
        case Observation.Sent(long micros, int to, var signed) ->
            slots.said(signed.message(), micros);
        case Observation.Received(long micros, int from, var signed) ->
            slots.said(signed.message(), micros);
        case Observation.Refused refused -> {}
        case Observation.Executed(long micros, long height, long blockMillis, int transfers) -> {
          slots.executed(height, blockMillis, micros);
          seconds.block(blockMillis, transfers);
          minutes.block(blockMillis, transfers);
        }
        case Observation.Certified(long micros, long height) ->
            slots
                .certified(height, micros)
                .forEach(
                    finality -> {
                      seconds.finality(finality);
                      minutes.finality(finality);
                    });
        case Observation.Entered(long micros, long view) -> slots.entered(view);
      }
    }
  }

  private @Nullable Observation take() {
    Observation next = told.poll();
    if (next != null) {
      waiting.decrementAndGet();
    }
    return next;
  }

  @Override
  public synchronized Optional<SlotRecord> slot(long height) {
    takeDown();
    return slots.find(height);
  }

  @Override
  public synchronized List<Pace> pace(Resolution resolution) {
    takeDown();
    PaceBook book =
        switch (resolution) {
          case SECOND -> seconds;
          case MINUTE -> minutes;
        };
    return book.until(nowMillis());
  }

  @Override
  public synchronized List<Presence> presence() {
    takeDown();
    List<Presence> all = new ArrayList<>();
    for (int replica = 0; replica < replicas; replica++) {
      all.add(new Presence(presence.of(replica), median(slots.voteDelays(replica, DELAYS))));
    }
    return all;
  }

  private static Optional<Long> median(List<Long> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return Optional.of(sorted.get(sorted.size() / 2));
  }

  @Override
  public synchronized TracePage trace(long fromMicros, long toMicros, long after, int limit) {
    takeDown();
    return events.page(fromMicros, toMicros, after, limit);
  }

  @Override
  public synchronized Map<Integer, Integer> proposalsSince(long sinceMillis) {
    takeDown();
    return slots.proposalsSince(sinceMillis * MICROS_PER_MILLI);
  }
}
