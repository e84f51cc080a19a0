package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** Makes the others check signatures that only the whole check can refuse. */
final class SignatureFlood extends Described {
  private static final long PERIOD_MILLIS = 100;
  private static final int AT_ONCE = 20;

  SignatureFlood() {
    super(
        "signature-flood",
        "INV-11",
        "floods the others with votes whose signatures are well formed and wrong",
        "each is refused at the door; the flood slows the one that floods more than anybody else");
  }

  @Override
  public Malice begin(Means means) {
    Flood flood = new Flood(means);
    means.reach().later(PERIOD_MILLIS, flood::wave);
    return flood;
  }

  private static final class Flood implements Malice {
    private final Means means;
    private View view = View.FIRST;
    private SequenceNumber next = SequenceNumber.GENESIS.next();

    Flood(Means means) {
      this.means = means;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      if (frame instanceof Frame.Consensus(Envelope said)
          && said.signed().message() instanceof Status status) {
        view = status.view();
        next = status.executed().next();
      }
      return List.of(frame);
    }

    private void wave() {
      for (ReplicaId to : means.others()) {
        for (int i = 0; i < AT_ONCE; i++) {
          means.reach().send(to, vote());
        }
      }
      means.reach().later(PERIOD_MILLIS, this::wave);
    }

    private Frame vote() {
      byte[] digest = new byte[Digest.LENGTH];
      means.random().nextBytes(digest);
      Commit vote = new Commit(view, next, Digest.of(digest), means.self());
      return new Frame.Consensus(
          new Envelope.Statement(new Signed<>(vote, Falsehood.signature(means.random()))));
    }
  }
}
