package org.tetrarch.node.http.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.node.http.trace.Slot.Voice;
import org.tetrarch.web.port.SlotRecord;

/** The phases of the newest blocks. Not for several threads. */
final class SlotBook {
  /** So many blocks are remembered, at two or three kilobytes each for four replicas. */
  static final int MAX_SLOTS = 4_096;

  /** What lies further above the newest block than any honest window is not noted. */
  static final int MAX_AHEAD = 512;

  /** Votes for views further off than this tell nothing that a reader of a block wants to know. */
  private static final int MAX_VIEWS_OFF = 4;

  private final int replicas;
  private final TreeMap<Long, Slot> slots = new TreeMap<>();
  private long newest;
  private long view;

  SlotBook(int replicas, long head) {
    this.replicas = replicas;
    this.newest = head;
  }

  /** A finished block: how long after its first proposal this node held its certificate. */
  record Finality(long blockMillis, long micros) {}

  void entered(long enteredView) {
    view = Math.max(view, enteredView);
  }

  void said(Message message, long micros) {
    switch (message) {
      case PrePrepare proposal -> slotted(proposal, micros);
      case Prepare vote -> slotted(vote, micros);
      case Commit vote -> slotted(vote, micros);
      case Checkpoint vote -> {
        Slot slot = slot(vote.sequence().value());
        if (slot != null) {
          slot.checkpoint(new Voice(vote.replica().index(), micros, vote.state()));
        }
      }
      case NewView newView ->
          newView.prePrepares().forEach(signed -> slotted(signed.message(), micros));
      case ViewChange unneeded -> {}
      case Status unneeded -> {}
    }
  }

  private void slotted(Message.Slotted message, long micros) {
    long number = message.view().number();
    if (Math.abs(number - view) > MAX_VIEWS_OFF) {
      return;
    }
    Slot slot = slot(message.sequence().value());
    if (slot == null) {
      return;
    }
    Voice vote = new Voice(message.replica().index(), micros, message.digest());
    slot.in(number)
        .ifPresent(
            phases -> {
              switch (message) {
                case PrePrepare proposal -> phases.proposed(vote);
                case Prepare prepare -> phases.prepared(vote);
                case Commit commit -> phases.committed(vote);
              }
            });
  }

  /** Null for a height that is not worth noting. */
  private @Nullable Slot slot(long height) {
    if (height <= 0 || height <= newest - MAX_SLOTS || height > newest + MAX_AHEAD) {
      return null;
    }
    return slots.computeIfAbsent(height, Slot::new);
  }

  void executed(long height, long blockMillis, long micros) {
    newest = Math.max(newest, height);
    Slot slot = slot(height);
    if (slot != null) {
      slot.executed(micros, blockMillis);
    }
    slots.headMap(newest - MAX_SLOTS, true).clear();
  }

  /** A certificate proves all blocks up to its own; the answer is about those not certified yet. */
  List<Finality> certified(long height, long micros) {
    List<Finality> finished = new ArrayList<>();
    for (Slot slot : slots.headMap(height, true).descendingMap().values()) {
      if (!slot.certified(micros)) {
        break;
      }
      OptionalLong proposed = slot.proposed();
      if (proposed.isPresent() && slot.isExecuted()) {
        finished.add(new Finality(slot.blockMillis(), micros - proposed.getAsLong()));
      }
    }
    return finished;
  }

  Optional<SlotRecord> find(long height) {
    return Optional.ofNullable(slots.get(height)).map(slot -> slot.record(replicas));
  }

  /** See {@link org.tetrarch.web.port.ProtocolView#proposalsSince}. */
  Map<Integer, Integer> proposalsSince(long micros) {
    Map<Integer, Integer> proposals = new TreeMap<>();
    for (Slot slot : slots.descendingMap().values()) {
      OptionalLong proposed = slot.proposed();
      OptionalLong lastView = slot.lastView();
      if (!slot.isExecuted() || proposed.isEmpty() || lastView.isEmpty()) {
        continue;
      }
      if (proposed.getAsLong() < micros) {
        break;
      }
      proposals.merge((int) (lastView.getAsLong() % replicas), 1, Integer::sum);
    }
    return proposals;
  }

  /** How long after each of the newest proposals a replica's COMMIT was seen. */
  List<Long> voteDelays(int replica, int limit) {
    List<Long> delays = new ArrayList<>();
    for (Slot slot : slots.descendingMap().values()) {
      if (delays.size() >= limit) {
        break;
      }
      slot.last()
          .ifPresent(
              phases -> {
                Voice proposal = phases.proposal();
                Voice commit = phases.commitOf(replica);
                if (proposal != null && commit != null) {
                  delays.add(Math.max(0, commit.micros() - proposal.micros()));
                }
              });
    }
    return delays;
  }
}
