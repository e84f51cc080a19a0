package org.tetrarch.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.FrameInspector.Finding;
import org.tetrarch.node.network.RawFrame;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameKind;

class SharedInspectorTest {
  private static final ReplicaId ONE = ReplicaId.of(1);
  private static final ReplicaId TWO = ReplicaId.of(2);

  private final Setting setting =
      new Setting(4, Plan.of(1, 4, EnumSet.of(Fault.NETWORK), List.of("silent")).pbft());
  private final SharedInspector inspector = setting.inspector();

  private byte[] commit() {
    Commit commit =
        new Commit(View.of(0), SequenceNumber.of(1), Digest.of(new byte[Digest.LENGTH]), ONE);
    return setting
        .codec()
        .encode(new Frame.Consensus(new Envelope.Statement(setting.keys(1).signed(commit))));
  }

  private Finding inspect(ReplicaId from, byte[] content) {
    return inspector.inspect(from, ReplicaId.of(0), new RawFrame(FrameKind.STATEMENT, content));
  }

  @Test
  void frameThatComesAgainIsNotLookedAtAgain() {
    Finding first = inspect(ONE, commit());

    assertThat(first).isInstanceOf(Finding.Consensus.class);
    assertThat(inspect(ONE, commit())).isSameAs(first);
  }

  @Test
  void whatOneSenderMaySayAnotherMayNot() {
    assertThat(inspect(ONE, commit())).isInstanceOf(Finding.Consensus.class);
    assertThat(inspect(TWO, commit())).isInstanceOf(Finding.Refused.class);
  }

  @Test
  void everyOtherContentIsLookedAtForItself() {
    byte[] forged = commit();
    forged[forged.length - 2] ^= 1;

    assertThat(inspect(ONE, commit())).isInstanceOf(Finding.Consensus.class);
    assertThat(inspect(ONE, forged)).isInstanceOf(Finding.Refused.class);
  }
}
