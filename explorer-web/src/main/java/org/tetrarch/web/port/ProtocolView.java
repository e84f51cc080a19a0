package org.tetrarch.web.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this node saw of the protocol in this run, as far back as its memory is bounded to: its own
 * word, proven by nothing.
 */
public interface ProtocolView {

  /** What PBFT did for a block; empty when it is too old or this node was not there. */
  Optional<SlotRecord> slot(long height);

  /** Pace of the chain, oldest first, without gaps up to now. */
  List<Pace> pace(Resolution resolution);

  /** For each replica, in the order of their indexes, how it was heard. */
  List<Presence> presence();

  /**
   * For each primary, how many blocks it had executed of those that it proposed after an instant.
   *
   * @param sinceMillis Unix time
   */
  Map<Integer, Integer> proposalsSince(long sinceMillis);

  /**
   * What happened here in a stretch of time, in its order.
   *
   * @param after only what has a higher id
   */
  TracePage trace(long fromMicros, long toMicros, long after, int limit);

  /**
   * @param oldestMicros of the oldest event that is remembered
   * @param more whether others of the stretch follow
   */
  record TracePage(List<TraceEvent> events, OptionalLong oldestMicros, boolean more) {

    public TracePage {
      events = List.copyOf(events);
    }
  }

  /** How long the parts of a series are. */
  enum Resolution {
    SECOND(1_000, 600),
    MINUTE(60_000, 1_440);

    private final long millis;
    private final int length;

    Resolution(long millis, int length) {
      this.millis = millis;
      this.length = length;
    }

    /** How long one part is. */
    public long millis() {
      return millis;
    }

    /** How many parts are kept. */
    public int length() {
      return length;
    }
  }

  /**
   * What the chain did in one part of a series, by the time of its blocks.
   *
   * @param finalities how many of the blocks this node saw from proposal to certificate
   * @param finalityMicros how long that took for all of these together
   * @param slowestMicros and for the slowest
   */
  record Pace(
      long startMillis,
      int blocks,
      int transfers,
      int finalities,
      long finalityMicros,
      long slowestMicros) {}

  /**
   * How one replica was heard.
   *
   * @param minutes oldest first
   * @param medianVoteMicros between a proposal and this replica's COMMIT for it, both as seen here,
   *     over the newest blocks; empty when there were none
   */
  record Presence(List<Minute> minutes, Optional<Long> medianVoteMicros) {

    public Presence {
      minutes = List.copyOf(minutes);
    }
  }

  /**
   * @param looks how often this node looked
   * @param present how often it could hear the replica then
   */
  record Minute(long startMillis, int looks, int present) {}
}
