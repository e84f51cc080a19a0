package org.tetrarch.node.http.trace;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.web.port.SlotRecord;
import org.tetrarch.web.port.SlotRecord.Vote;

/** What was seen for one sequence number. Not for several threads. */
final class Slot {
  /** A replica that lies may name any view; more than this many of them are not kept. */
  static final int MAX_VIEWS = 6;

  private static final long NEVER = 0;

  private final long height;
  private final TreeMap<Long, Phases> views = new TreeMap<>();
  private final Map<Integer, Voice> checkpoints = new LinkedHashMap<>();
  private long executed = NEVER;
  private long certified = NEVER;
  private long blockMillis;

  Slot(long height) {
    this.height = height;
  }

  /** What a replica said, and when it left or reached this node. */
  record Voice(int replica, long micros, Digest digest) {

    Vote vote() {
      return new Vote(replica, micros, "0x" + HexFormat.of().formatHex(digest.toBytes()));
    }
  }

  /** The first statement of each replica in each phase of one view. */
  static final class Phases {
    private @Nullable Voice proposal;
    private final Map<Integer, Voice> prepares = new LinkedHashMap<>();
    private final Map<Integer, Voice> commits = new LinkedHashMap<>();

    void proposed(Voice vote) {
      if (proposal == null) {
        proposal = vote;
      }
    }

    void prepared(Voice vote) {
      prepares.putIfAbsent(vote.replica(), vote);
    }

    void committed(Voice vote) {
      commits.putIfAbsent(vote.replica(), vote);
    }

    @Nullable Voice proposal() {
      return proposal;
    }

    @Nullable Voice commitOf(int replica) {
      return commits.get(replica);
    }
  }

  /** The phases in a view; empty where too many views were named already. */
  Optional<Phases> in(long view) {
    Phases known = views.get(view);
    if (known == null && views.size() < MAX_VIEWS) {
      known = new Phases();
      views.put(view, known);
    }
    return Optional.ofNullable(known);
  }

  /** The phases of the highest view, which is the one whose batch was executed. */
  Optional<Phases> last() {
    return views.isEmpty() ? Optional.empty() : Optional.of(views.lastEntry().getValue());
  }

  OptionalLong lastView() {
    return views.isEmpty() ? OptionalLong.empty() : OptionalLong.of(views.lastKey());
  }

  /** When the number was first assigned in any view. */
  OptionalLong proposed() {
    return views.values().stream()
        .map(Phases::proposal)
        .filter(proposal -> proposal != null)
        .mapToLong(Voice::micros)
        .min();
  }

  void checkpoint(Voice vote) {
    checkpoints.putIfAbsent(vote.replica(), vote);
  }

  void executed(long micros, long millisOfBlock) {
    if (executed == NEVER) {
      executed = micros;
      blockMillis = millisOfBlock;
    }
  }

  boolean isExecuted() {
    return executed != NEVER;
  }

  long blockMillis() {
    return blockMillis;
  }

  /** Returns whether it was not before. */
  boolean certified(long micros) {
    boolean first = certified == NEVER;
    if (first) {
      certified = micros;
    }
    return first;
  }

  SlotRecord record(int replicas) {
    List<SlotRecord.Attempt> attempts = new ArrayList<>();
    views.forEach(
        (view, phases) ->
            attempts.add(
                new SlotRecord.Attempt(
                    view,
                    (int) (view % replicas),
                    Optional.ofNullable(phases.proposal).map(Voice::vote),
                    votes(phases.prepares),
                    votes(phases.commits))));
    return new SlotRecord(height, attempts, time(executed), votes(checkpoints), time(certified));
  }

  private static List<Vote> votes(Map<Integer, Voice> voices) {
    return voices.values().stream().map(Voice::vote).toList();
  }

  private static OptionalLong time(long micros) {
    return micros == NEVER ? OptionalLong.empty() : OptionalLong.of(micros);
  }
}
