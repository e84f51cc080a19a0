package org.tetrarch.consensus.verify;

import java.util.List;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;

/**
 * Checks all that can be checked of a message without knowing the replica's state: form, signers,
 * certificates, and that a NEW-VIEW is what its view changes demand. Stateless, so that several
 * threads may use it at the edge.
 */
public final class MessageVerifier {
  private final ReplicaSet replicas;
  private final long window;
  private final Digest genesis;
  private final SignatureCheck signatures;

  /**
   * @param window L of the paper: a replica votes on at most so many sequence numbers above its
   *     stable checkpoint
   * @param genesis the state digest at sequence number 0
   */
  public MessageVerifier(
      ReplicaSet replicas, long window, Digest genesis, SignatureCheck signatures) {
    this.replicas = replicas;
    this.window = window;
    this.genesis = genesis;
    this.signatures = signatures;
  }

  public Verification<Envelope> verify(Envelope envelope) {
    try {
      checkSigned(envelope.signed());
      if (envelope instanceof Envelope.Proposal(Signed<PrePrepare> signed, var batch)) {
        require(
            batch.digest().equals(signed.message().digest()),
            "the digest of the pre-prepare is not that of its batch");
      }
      return new Verification.Accepted<>(new Verified<>(envelope));
    } catch (Refusal refusal) {
      return new Verification.Rejected<>(refusal.reason);
    }
  }

  /** Checks a certificate that came by another way than a message, such as with a block. */
  public Verification<StableCheckpoint> verify(StableCheckpoint checkpoint) {
    try {
      checkStable(checkpoint);
      return new Verification.Accepted<>(new Verified<>(checkpoint));
    } catch (Refusal refusal) {
      return new Verification.Rejected<>(refusal.reason);
    }
  }

  private void checkSigned(Signed<? extends Message> signed) throws Refusal {
    Message message = signed.message();
    require(replicas.contains(message.replica()), "signed by no member of the replica set");
    // Form before signatures: it costs less.
    checkForm(message);
    require(signatures.valid(signed), "bad signature");
    checkNested(message);
  }

  private void checkForm(Message message) throws Refusal {
    switch (message) {
      case PrePrepare m -> {
        require(!m.sequence().equals(SequenceNumber.GENESIS), "sequence number 0 is genesis");
        require(replicas.primary(m.view()).equals(m.replica()), "pre-prepare not by the primary");
      }
      case Prepare m -> {
        require(!m.sequence().equals(SequenceNumber.GENESIS), "sequence number 0 is genesis");
        require(!replicas.primary(m.view()).equals(m.replica()), "prepare by the primary");
      }
      case Commit m ->
          require(!m.sequence().equals(SequenceNumber.GENESIS), "sequence number 0 is genesis");
      case Checkpoint m ->
          require(!m.sequence().equals(SequenceNumber.GENESIS), "sequence number 0 is genesis");
      case ViewChange m -> {
        require(m.view().number() > 0, "view-change to view 0");
        require(m.prepared().size() <= window, "more prepared certificates than the window holds");
      }
      case NewView m -> {
        require(replicas.primary(m.view()).equals(m.replica()), "new-view not by the primary");
        require(
            m.viewChanges().size() == replicas.quorum(),
            "new-view with another number of view-changes than a quorum");
        require(m.prePrepares().size() <= window, "more pre-prepares than the window holds");
      }
      case Status m -> {}
    }
  }

  private void checkNested(Message message) throws Refusal {
    switch (message) {
      case ViewChange m -> checkViewChange(m);
      case NewView m -> checkNewView(m);
      case Status m -> checkStable(m.stable());
      case Message.Slotted m -> {}
      case Checkpoint m -> {}
    }
  }

  private void checkViewChange(ViewChange viewChange) throws Refusal {
    checkStable(viewChange.stable());
    SequenceNumber low = viewChange.stable().sequence();
    SequenceNumber high = low.plus(window);
    SequenceNumber previous = low;
    for (PreparedCertificate certificate : viewChange.prepared()) {
      require(
          certificate.sequence().isAfter(previous) && !certificate.sequence().isAfter(high),
          "prepared certificates out of order or outside the watermarks");
      require(
          viewChange.view().isAfter(certificate.view()),
          "prepared certificate of a view not below the one demanded");
      checkPrepared(certificate);
      previous = certificate.sequence();
    }
  }

  private void checkPrepared(PreparedCertificate certificate) throws Refusal {
    checkSigned(certificate.prePrepare());
    PrePrepare assigned = certificate.prePrepare().message();
    require(
        certificate.prepares().size() == replicas.quorum() - 1,
        "prepared certificate with another number of prepares than a quorum needs");
    int previous = -1;
    for (Signed<Prepare> signed : certificate.prepares()) {
      Prepare prepare = signed.message();
      previous = checkNext(previous, prepare.replica());
      require(
          prepare.view().equals(assigned.view())
              && prepare.sequence().equals(assigned.sequence())
              && prepare.digest().equals(assigned.digest()),
          "prepared certificate mixes assignments");
      checkSigned(signed);
    }
  }

  private void checkNewView(NewView newView) throws Refusal {
    int previous = -1;
    for (Signed<ViewChange> signed : newView.viewChanges()) {
      previous = checkNext(previous, signed.message().replica());
      require(signed.message().view().equals(newView.view()), "view-change for another view");
      checkSigned(signed);
    }
    List<ViewChange> viewChanges = newView.viewChanges().stream().map(Signed::message).toList();
    List<PrePrepare> demanded =
        NewViewPlan.of(viewChanges).prePrepares(newView.view(), newView.replica());
    List<PrePrepare> given = newView.prePrepares().stream().map(Signed::message).toList();
    require(demanded.equals(given), "new-view is not what its view-changes demand");
    for (Signed<PrePrepare> signed : newView.prePrepares()) {
      checkSigned(signed);
    }
  }

  private void checkStable(StableCheckpoint checkpoint) throws Refusal {
    if (checkpoint.sequence().equals(SequenceNumber.GENESIS)) {
      require(checkpoint.state().equals(genesis), "checkpoint of another genesis");
      require(checkpoint.proof().isEmpty(), "genesis needs no proof");
      return;
    }
    require(
        checkpoint.proof().size() == replicas.quorum(),
        "checkpoint certificate with another number of signers than a quorum");
    int previous = -1;
    for (Signed<Checkpoint> signed : checkpoint.proof()) {
      Checkpoint vote = signed.message();
      previous = checkNext(previous, vote.replica());
      require(
          vote.sequence().equals(checkpoint.sequence()) && vote.state().equals(checkpoint.state()),
          "checkpoint certificate mixes statements");
      checkSigned(signed);
    }
  }

  /** Ascending order makes signers distinct, and the encoding of a certificate unique. */
  private static int checkNext(int previous, ReplicaId signer) throws Refusal {
    require(signer.index() > previous, "signers are not distinct and ascending");
    return signer.index();
  }

  private static void require(boolean condition, String otherwise) throws Refusal {
    if (!condition) {
      throw new Refusal(otherwise);
    }
  }

  /** Leaves the nested checks at once; never leaves this class. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    Refusal(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
