package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/**
 * Attacks INV-1: as primary, assigns one sequence number to two batches that are both valid, and
 * tells each half of the backups another.
 */
final class Equivocate implements Misbehaviour {
  @Override
  public String name() {
    return "equivocate";
  }

  @Override
  public String description() {
    return "as primary, proposes different batches for one sequence number to different backups";
  }

  @Override
  public String expectation() {
    return "no two correct nodes execute different blocks; both signed proposals become evidence"
        + " against it, and another primary takes over";
  }

  @Override
  public String attacks() {
    return "INV-1";
  }

  @Override
  public Malice begin(Means means) {
    return new Malice() {
      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        return List.of(to.index() % 2 == 0 ? frame : other(frame, means.signer()));
      }
    };
  }

  /** The same transfers at another time: as valid as the honest batch, and another digest. */
  private static Frame other(Frame frame, Signer signer) {
    if (!(frame instanceof Frame.Consensus(Envelope.Proposal(Signed<PrePrepare> signed, var batch)))
        || !(batch instanceof TransferBatch honest)) {
      return frame;
    }
    TransferBatch other =
        new TransferBatch(honest.timestampMillis() + 1, honest.proposer(), honest.transactions());
    PrePrepare m = signed.message();
    PrePrepare lie = new PrePrepare(m.view(), m.sequence(), other.digest(), m.replica());
    return new Frame.Consensus(new Envelope.Proposal(signer.signed(lie), other));
  }
}
