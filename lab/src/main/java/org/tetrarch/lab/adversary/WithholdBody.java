package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/**
 * Gives the batch to so many backups that it can be prepared, or to none, by turns; the rest get
 * the digest, and ask in vain.
 */
final class WithholdBody extends Described {
  WithholdBody() {
    super(
        "withhold-body",
        "INV-10",
        "as primary, lets backups vote on a digest, and gives the batch to few of them or none",
        "who lacks the batch gets it, or the block made of it, from another; a primary whose"
            + " batches reach too few is replaced");
  }

  @Override
  public Malice begin(Means means) {
    int enough = means.replicas().quorum() - 1;
    List<ReplicaId> served = means.others().subList(0, Math.min(enough, means.others().size()));
    return new Malice() {
      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        if (frame instanceof Frame.BatchReply) {
          return List.of();
        }
        if (frame instanceof Frame.Consensus(Envelope.Proposal(Signed<PrePrepare> signed, var b))) {
          boolean whole = signed.message().sequence().value() % 2 == 1 && served.contains(to);
          return List.of(whole ? frame : new Frame.Consensus(new Envelope.Statement(signed)));
        }
        return List.of(frame);
      }
    };
  }
}
