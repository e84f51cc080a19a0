package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Map;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** Serves everybody, but as late as it can without being replaced. */
final class SlowPrimary extends Described {
  private static final int REMEMBERED = 1_024;

  SlowPrimary() {
    super(
        "slow-primary",
        "INV-10",
        "as primary, delays every proposal to just under the request timeout, and shows life"
            + " meanwhile",
        "every transfer still becomes final within the timeout; under load the primary is"
            + " replaced");
  }

  /** What was held back, so that what is sent again is held back no less. */
  private record Held(ReplicaId to, View view, SequenceNumber sequence) {}

  @Override
  public Malice begin(Means means) {
    PbftParameters pbft = means.genesis().pbft();
    // A quarter of a second at most for all that follows the proposal.
    long delay = Math.max(pbft.requestTimeoutMillis() / 2, pbft.requestTimeoutMillis() - 250);
    Map<Held, Long> dueAt = new Remembered<>(REMEMBERED);
    return new Malice() {
      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        if (!(frame instanceof Frame.Consensus(Envelope.Proposal(Signed<PrePrepare> signed, var b)))
            || !signed.message().replica().equals(means.self())) {
          return List.of(frame);
        }
        PrePrepare m = signed.message();
        long now = means.clock().getAsLong();
        Long due = dueAt.putIfAbsent(new Held(to, m.view(), m.sequence()), now + delay);
        if (due == null) {
          means.reach().later(delay, () -> means.reach().send(to, frame));
        }
        return due != null && due <= now ? List.of(frame) : List.of();
      }
    };
  }
}
