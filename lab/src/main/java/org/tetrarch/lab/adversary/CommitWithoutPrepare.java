package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** Commits whatever it sees proposed, at once and to all. */
final class CommitWithoutPrepare extends Described {
  CommitWithoutPrepare() {
    super(
        "commit-without-prepare",
        "INV-1",
        "commits each proposal as soon as it sees it, without having prepared it",
        "nothing: a commit counts at a replica that has prepared the batch itself, and a quorum of"
            + " commits still holds a correct majority");
  }

  @Override
  public Malice begin(Means means) {
    return new Malice() {
      @Override
      public boolean incoming(ReplicaId from, Frame frame) {
        if (frame
            instanceof Frame.Consensus(Envelope.Proposal(Signed<PrePrepare> signed, var batch))) {
          Frame commit = new Frame.Consensus(commit(means, signed.message()));
          means.others().forEach(to -> means.reach().send(to, commit));
        }
        return true;
      }

      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        return frame instanceof Frame.Consensus(Envelope.Proposal(Signed<PrePrepare> signed, var b))
            ? List.of(frame, new Frame.Consensus(commit(means, signed.message())))
            : List.of(frame);
      }
    };
  }

  private static Envelope commit(Means means, PrePrepare m) {
    return Speech.say(means, new Commit(m.view(), m.sequence(), m.digest(), means.self()));
  }
}
