package org.tetrarch.consensus.message;

import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * Two signed statements of one replica that PBFT forbids to coexist: same type, view and sequence
 * number, different content. Anyone who knows the replicas' keys can check it.
 */
public record Evidence(Signed<? extends Message> first, Signed<? extends Message> second) {
  public Evidence {
    if (!conflict(first.message(), second.message())) {
      throw new IllegalArgumentException("no conflict between " + first + " and " + second);
    }
  }

  public ReplicaId culprit() {
    return first.message().replica();
  }

  /** What the two statements have in common: at most one piece of evidence is kept for each. */
  public String subject() {
    return switch (first.message()) {
      case PrePrepare m -> "pre-prepare, " + slot(m.view(), m.sequence());
      case Prepare m -> "prepare, " + slot(m.view(), m.sequence());
      case Commit m -> "commit, " + slot(m.view(), m.sequence());
      case Checkpoint m -> "checkpoint, sequence " + m.sequence();
      case NewView m -> "new-view, " + m.view();
      case ViewChange m -> "view-change, " + m.view();
      case Status m -> "status, " + m.view();
    };
  }

  private static String slot(View view, SequenceNumber sequence) {
    return view + ", sequence " + sequence;
  }

  /** Whether no correct replica signs both. */
  public static boolean conflict(Message first, Message second) {
    if (!first.replica().equals(second.replica()) || first.equals(second)) {
      return false;
    }
    return switch (first) {
      case Message.Slotted a ->
          second instanceof Message.Slotted b
              && a.getClass() == b.getClass()
              && a.view().equals(b.view())
              && a.sequence().equals(b.sequence());
      case Checkpoint a -> second instanceof Checkpoint b && a.sequence().equals(b.sequence());
      case NewView a -> second instanceof NewView b && a.view().equals(b.view());
      // A replica that lost its log may ask twice for one view, each time with what it then knew,
      // and it reports its own position as often as it likes: neither is a lie.
      case ViewChange vc -> false;
      case Status status -> false;
    };
  }
}
