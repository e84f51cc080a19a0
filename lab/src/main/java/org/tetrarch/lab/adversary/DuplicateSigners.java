package org.tetrarch.lab.adversary;

import java.util.Collections;
import java.util.List;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Is its own quorum: its one signature fills every certificate. */
final class DuplicateSigners extends Described {
  DuplicateSigners() {
    super(
        "duplicate-signers",
        "INV-1",
        "sends certificates and new-views in which its own signature counts many times",
        "every correct node refuses them: signers must be distinct");
  }

  @Override
  public Malice begin(Means means) {
    return Speech.besideStatus(
        means,
        (to, status) -> {
          StableCheckpoint proven = checkpoint(means, status);
          View next = status.view().next();
          ViewChange demand =
              new ViewChange(next, status.stable(), List.of(prepared(means, status)), means.self());
          return List.of(
              Speech.say(
                  means,
                  new Status(
                      status.view(),
                      status.mode(),
                      proven.sequence(),
                      proven,
                      status.suspects(),
                      means.self())),
              Speech.say(means, demand),
              Speech.say(means, newView(means, status)));
        });
  }

  /** For a block that there is not. */
  private static StableCheckpoint checkpoint(Means means, Status status) {
    SequenceNumber next = status.stable().sequence().next();
    Digest state = Falsehood.other(status.stable().state());
    Checkpoint vote = new Checkpoint(next, state, means.self());
    return new StableCheckpoint(
        next, state, Collections.nCopies(means.replicas().quorum(), means.signer().signed(vote)));
  }

  /** For a batch that there is not, in a view whose primary it was or would have been. */
  private static PreparedCertificate prepared(Means means, Status status) {
    View view = status.view();
    SequenceNumber next = status.stable().sequence().next();
    Digest digest = Falsehood.other(status.stable().state());
    Prepare prepare = new Prepare(view, next, digest, means.self());
    PrePrepare assignment = new PrePrepare(view, next, digest, means.self());
    return new PreparedCertificate(
        means.signer().signed(assignment),
        Collections.nCopies(means.replicas().quorum() - 1, means.signer().signed(prepare)));
  }

  /** The next view of which it is the primary, opened by its own demand alone. */
  private static NewView newView(Means means, Status status) {
    View own = status.view().next();
    while (!means.replicas().primary(own).equals(means.self())) {
      own = own.next();
    }
    ViewChange demand = new ViewChange(own, status.stable(), List.of(), means.self());
    return new NewView(
        own,
        Collections.nCopies(means.replicas().quorum(), means.signer().signed(demand)),
        List.of(),
        means.self());
  }
}
