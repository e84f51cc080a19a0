package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.wire.Frame;

/** A liar's honest part knows nothing of the lies, and must not draw conclusions from them. */
class OwnLiesTest {
  private static final ReplicaId PEER = ReplicaId.of(1);
  private final Stage stage = new Stage(4, 0);
  private final Frame own = stage.proposal(0, 1, stage.batch(0));
  private final Frame ofAnother = stage.proposal(1, 1, stage.batchOf(0, 1));
  private final Lab lab = new Lab(stage.means(), new NoTransport(), List.of(new Equivocate()));

  @Test
  void ofAnHonestReplicaOwnStatementsComeInSinceTheyMayShowThatItLostItsLog() {
    assertThat(lab.lets(PEER, own)).isTrue();
  }

  @Test
  void ofALiarTheyDoNotOrItWouldTakeItselfForOneThatLostItsLog() {
    lab.set("equivocate");
    assertThat(lab.lets(PEER, own)).isFalse();
    assertThat(lab.lets(PEER, ofAnother)).isTrue();
    lab.clear();
    assertThat(lab.lets(PEER, own)).as("they may come late").isFalse();
  }

  private static final class NoTransport implements Transport {
    @Override
    public void send(ReplicaId to, Frame frame) {
      throw new AssertionError("sends " + frame);
    }

    @Override
    public void broadcast(Frame frame) {
      throw new AssertionError("sends " + frame);
    }
  }
}
