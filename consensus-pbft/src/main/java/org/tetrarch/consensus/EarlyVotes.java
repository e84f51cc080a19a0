package org.tetrarch.consensus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaState;

/**
 * Votes that overtook the NEW-VIEW they belong to. Kept for the view this replica waits for or the
 * next one, so that a view change costs no re-sending; bounded per sender, since anything beyond
 * what a window of votes needs is not from a correct replica.
 */
final class EarlyVotes {
  private final ReplicaState state;
  private final TreeMap<ReplicaId, List<Signed<? extends Message.Slotted>>> kept = new TreeMap<>();

  EarlyVotes(ReplicaState state) {
    this.state = state;
  }

  void keep(Signed<? extends Message.Slotted> vote) {
    View view = vote.message().view();
    boolean soon =
        state.active()
            ? view.equals(state.view().next())
            : view.equals(state.view()) || view.equals(state.view().next());
    if (soon && state.inWindow(vote.message().sequence())) {
      var votes = kept.computeIfAbsent(vote.message().replica(), replica -> new ArrayList<>());
      if (votes.size() < 2 * state.config().window()) {
        votes.add(vote);
      }
    }
  }

  /** Takes out what can be counted now, and forgets what never will be. */
  List<Signed<? extends Message.Slotted>> due() {
    if (kept.isEmpty()) {
      return List.of();
    }
    List<Signed<? extends Message.Slotted>> due = new ArrayList<>();
    for (List<Signed<? extends Message.Slotted>> votes : kept.values()) {
      for (Iterator<Signed<? extends Message.Slotted>> i = votes.iterator(); i.hasNext(); ) {
        Signed<? extends Message.Slotted> vote = i.next();
        View view = vote.message().view();
        if (state.active() && view.equals(state.view())) {
          due.add(vote);
          i.remove();
        } else if (state.view().isAfter(view)) {
          i.remove();
        }
      }
    }
    return due;
  }

  /** How many are kept. */
  int kept() {
    return kept.values().stream().mapToInt(List::size).sum();
  }
}
