package org.tetrarch.consensus.message;

import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * Two signed statements of one replica that PBFT forbids to coexist. Anyone who knows the replicas'
 * keys can check it.
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
    if (first.message() instanceof ViewChange || second.message() instanceof ViewChange) {
      Message vote = first.message() instanceof Commit ? first.message() : second.message();
      Message view = first.message() instanceof Commit ? second.message() : first.message();
      return "forgotten commit, " + place(vote) + ", missing in the view-change to " + place(view);
    }
    return first.message().getClass() == second.message().getClass()
        ? name(first.message()) + ", " + place(first.message())
        : "votes, " + place(first.message());
  }

  private static String name(Message message) {
    return switch (message) {
      case PrePrepare m -> "pre-prepare";
      case Prepare m -> "prepare";
      case Commit m -> "commit";
      case Checkpoint m -> "checkpoint";
      case NewView m -> "new-view";
      case ViewChange m -> "view-change";
      case Status m -> "status";
    };
  }

  private static String place(Message message) {
    return switch (message) {
      case Message.Slotted m -> m.view() + ", sequence " + m.sequence();
      case Checkpoint m -> "sequence " + m.sequence();
      case NewView m -> m.view().toString();
      case ViewChange m -> m.view().toString();
      case Status m -> m.view().toString();
    };
  }

  /** Whether no correct replica signs both. */
  public static boolean conflict(Message first, Message second) {
    if (!first.replica().equals(second.replica()) || first.equals(second)) {
      return false;
    }
    return switch (first) {
      // PREPARE for one batch and COMMIT for another are as bad as two PREPAREs: who is to commit
      // has prepared, and in one view each replica accepts one batch for a number.
      case Message.Slotted a ->
          switch (second) {
            case Message.Slotted b ->
                a.view().equals(b.view())
                    && a.sequence().equals(b.sequence())
                    && !a.digest().equals(b.digest());
            case ViewChange b -> a instanceof Commit commit && forgets(b, commit);
            case Checkpoint b -> false;
            case NewView b -> false;
            case Status b -> false;
          };
      case Checkpoint a -> second instanceof Checkpoint b && a.sequence().equals(b.sequence());
      case NewView a -> second instanceof NewView b && a.view().equals(b.view());
      // A replica that lost its log may ask twice for one view, each time with what it then knew,
      // and it reports its own position as often as it likes: neither is a lie.
      case ViewChange a -> second instanceof Commit commit && forgets(a, commit);
      case Status status -> false;
    };
  }

  /**
   * PBFT §4.4: who has committed in a view holds the certificate that it is prepared, and says so
   * when it asks for a later view, or holds a certificate of a view in between, until the number is
   * stable. One that lost its log asks for no view before that.
   */
  private static boolean forgets(ViewChange viewChange, Commit commit) {
    return viewChange.view().isAfter(commit.view())
        && commit.sequence().isAfter(viewChange.stable().sequence())
        && viewChange.prepared().stream()
            .noneMatch(
                certificate ->
                    certificate.sequence().equals(commit.sequence())
                        && (certificate.view().isAfter(commit.view())
                            || (certificate.view().equals(commit.view())
                                && certificate.digest().equals(commit.digest()))));
  }
}
