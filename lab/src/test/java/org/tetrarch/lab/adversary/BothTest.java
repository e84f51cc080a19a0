package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

class BothTest {
  private static final ReplicaId ONE = ReplicaId.of(1);
  private static final Frame FRAME = new Frame.BlocksRequest(1, 1);
  private static final Frame OTHER = new Frame.BlocksRequest(2, 2);

  private final Stage stage = new Stage(4, 0);
  private final List<String> heard = new ArrayList<>();

  /** Says everything twice, the second time something else, and hears or not. */
  private Described repeating(String name, boolean hears) {
    return new Described(name, "INV-1", "repeats", "nothing") {
      @Override
      public Malice begin(Means means) {
        return new Malice() {
          @Override
          public List<Frame> outgoing(ReplicaId to, Frame frame) {
            return List.of(frame, OTHER);
          }

          @Override
          public boolean incoming(ReplicaId from, Frame frame) {
            heard.add(name);
            return hears;
          }

          @Override
          public Optional<TransferBatch> proposal(TransferBatch honest) {
            return hears ? Optional.of(honest) : Optional.empty();
          }
        };
      }
    };
  }

  private Malice both(boolean firstHears, boolean secondHears) {
    return new Both(repeating("a", firstHears), repeating("b", secondHears)).begin(stage.means());
  }

  @Test
  void secondWorksOnWhatTheFirstLeaves() {
    assertThat(both(true, true).outgoing(ONE, FRAME)).containsExactly(FRAME, OTHER, OTHER, OTHER);
  }

  @Test
  void bothSeeWhatComesAndTheReplicaWhatNeitherKeepsBack() {
    assertThat(both(false, true).incoming(ONE, FRAME)).isFalse();
    assertThat(both(true, false).incoming(ONE, FRAME)).isFalse();
    assertThat(both(true, true).incoming(ONE, FRAME)).isTrue();
    assertThat(heard).containsExactly("a", "b", "a", "b", "a", "b");
  }

  @Test
  void nothingIsProposedThatOneOfThemKeepsBack() {
    TransferBatch honest = stage.batch(1);

    assertThat(both(true, true).proposal(honest)).contains(honest);
    assertThat(both(true, false).proposal(honest)).isEmpty();
    assertThat(both(false, true).proposal(honest)).isEmpty();
  }

  @Test
  void nameSaysWhichTwo() {
    assertThat(new Both(new Silent(), new Churn()).name()).isEqualTo("silent+churn");
  }
}
