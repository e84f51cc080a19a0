package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/**
 * Denies what it has prepared, or claims what nobody has: in its own view changes, and in some that
 * nobody needs.
 */
final class ForgedPrepared extends Described {
  private static final int KINDS = 3;

  ForgedPrepared() {
    super(
        "forged-prepared",
        "INV-7",
        "sends view-changes with an empty, a truncated or a forged set of prepared batches",
        "forged ones are refused; what may have committed comes back in the new view, because"
            + " others say it too");
  }

  @Override
  public Malice begin(Means means) {
    AtomicLong turn = new AtomicLong();
    return Speech.lying(
        means,
        (to, said) ->
            switch (said.signed().message()) {
              case ViewChange m -> List.of(lie(means, m, turn.getAndIncrement()));
              case Status m -> List.of(said, lie(means, demandAfter(m), turn.getAndIncrement()));
              default -> List.of(said);
            });
  }

  private static ViewChange demandAfter(Status m) {
    return new ViewChange(m.view().next(), m.stable(), List.of(), m.replica());
  }

  private static Envelope lie(Means means, ViewChange m, long turn) {
    List<PreparedCertificate> prepared =
        switch ((int) (turn % KINDS)) {
          case 0 -> List.of();
          case 1 -> m.prepared().subList(0, Math.max(0, m.prepared().size() - 1));
          default -> List.of(forged(means, m));
        };
    return Speech.say(means, new ViewChange(m.view(), m.stable(), prepared, m.replica()));
  }

  /** A certificate for a batch that there is not, with signatures that nobody made. */
  private static PreparedCertificate forged(Means means, ViewChange m) {
    View view = View.of(m.view().number() - 1);
    SequenceNumber next = m.stable().sequence().next();
    Digest digest = Falsehood.other(m.stable().state());
    ReplicaId primary = means.replicas().primary(view);
    List<Signed<Prepare>> prepares =
        means.replicas().all().stream()
            .filter(replica -> !replica.equals(primary))
            .limit(means.replicas().quorum() - 1L)
            .map(
                replica ->
                    new Signed<>(
                        new Prepare(view, next, digest, replica),
                        Falsehood.signature(means.random())))
            .toList();
    Signed<PrePrepare> assignment =
        new Signed<>(
            new PrePrepare(view, next, digest, primary), Falsehood.signature(means.random()));
    return new PreparedCertificate(assignment, prepares);
  }
}
