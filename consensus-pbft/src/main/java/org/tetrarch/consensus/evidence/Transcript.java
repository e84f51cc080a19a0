package org.tetrarch.consensus.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.SignatureCheck;

/**
 * Signed statements, from wherever they were collected, and what they prove together. Those within
 * others count as well: a NEW-VIEW holds view-changes, these hold certificates, these hold votes.
 *
 * <p>Two certificates for different states at one sequence number share at least f+1 signers (any
 * two quorums do), and each of these has signed both: so two forked chains name f+1 liars.
 */
public final class Transcript {
  private final SequencedSet<Signed<? extends Message>> statements = new LinkedHashSet<>();

  private record Subject(ReplicaId replica, Object of) {}

  private record Place(Object view, Object sequence) {}

  public Transcript(Collection<? extends Signed<? extends Message>> said) {
    said.forEach(this::add);
  }

  /** What both certificates consist of. */
  public static Transcript of(StableCheckpoint one, StableCheckpoint other) {
    List<Signed<Checkpoint>> votes = new ArrayList<>(one.proof());
    votes.addAll(other.proof());
    return new Transcript(votes);
  }

  private void add(Signed<? extends Message> signed) {
    if (!statements.add(signed)) {
      return;
    }
    switch (signed.message()) {
      case NewView m -> {
        m.viewChanges().forEach(this::add);
        m.prePrepares().forEach(this::add);
      }
      case ViewChange m -> {
        m.stable().proof().forEach(this::add);
        m.prepared().forEach(this::add);
      }
      case Status m -> m.stable().proof().forEach(this::add);
      case Message.Slotted m -> {}
      case Checkpoint m -> {}
    }
  }

  private void add(PreparedCertificate certificate) {
    add(certificate.prePrepare());
    certificate.prepares().forEach(this::add);
  }

  /** The first statement that is not signed by whom it names; empty when each of them is. */
  public Optional<Signed<? extends Message>> unsigned(SignatureCheck signatures) {
    for (Signed<? extends Message> signed : statements) {
      if (!signatures.valid(signed)) {
        return Optional.of(signed);
      }
    }
    return Optional.empty();
  }

  /**
   * Who is proven to lie, one proof for each, by rising replica. Means nothing unless all
   * signatures are valid.
   */
  public List<Evidence> accusations() {
    TreeMap<ReplicaId, Evidence> found = new TreeMap<>();
    Map<Subject, Signed<? extends Message>> first = new HashMap<>();
    for (Signed<? extends Message> signed : statements) {
      subject(signed.message())
          .map(subject -> first.putIfAbsent(subject, signed))
          .ifPresent(earlier -> note(found, earlier, signed));
    }
    for (Signed<? extends Message> commit : of(Commit.class)) {
      for (Signed<? extends Message> viewChange : of(ViewChange.class)) {
        note(found, commit, viewChange);
      }
    }
    return List.copyOf(found.values());
  }

  private static void note(
      Map<ReplicaId, Evidence> found,
      Signed<? extends Message> one,
      Signed<? extends Message> other) {
    if (Evidence.conflict(one.message(), other.message())) {
      found.putIfAbsent(one.message().replica(), new Evidence(one, other));
    }
  }

  private List<Signed<? extends Message>> of(Class<? extends Message> kind) {
    return statements.stream().filter(signed -> kind.isInstance(signed.message())).toList();
  }

  /** What a correct replica says one thing of, whatever the type of its statement. */
  private static Optional<Subject> subject(Message message) {
    return switch (message) {
      case Message.Slotted m ->
          Optional.of(new Subject(m.replica(), new Place(m.view(), m.sequence())));
      case Checkpoint m -> Optional.of(new Subject(m.replica(), m.sequence()));
      case NewView m -> Optional.of(new Subject(m.replica(), m.view()));
      case ViewChange m -> Optional.empty();
      case Status m -> Optional.empty();
    };
  }
}
