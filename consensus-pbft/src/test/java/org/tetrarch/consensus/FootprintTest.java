package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.state.ReplicaConfig;

/** INV-11: each thing that is kept has its bound, and one too many is named. */
class FootprintTest {
  private static final ReplicaConfig CONFIG =
      new ReplicaConfig(ReplicaId.of(0), new ReplicaSet(4), 8, 1, 4, Cluster.TIMEOUTS);

  /** Four replicas, a window of 8, votes in three views. */
  private static final List<Integer> BOUNDS =
      List.of(16, 128, 64, 32, 4, 3 * 16, 3 * 32, 3, 4 * 64, 4 * 16);

  private static final int VIEWS = 7;

  private static Footprint of(List<Integer> kept) {
    return new Footprint(
        kept.get(0),
        kept.get(1),
        kept.get(2),
        kept.get(3),
        kept.get(4),
        kept.get(5),
        kept.get(6),
        kept.get(VIEWS),
        kept.get(8),
        kept.get(9));
  }

  @Test
  void whatIsKeptUpToItsBoundIsNoExcess() {
    assertThat(of(BOUNDS).excess(CONFIG)).isEmpty();
  }

  @Test
  void oneMoreOfAnythingIsNamed() {
    List<Optional<String>> found =
        IntStream.range(0, BOUNDS.size())
            .filter(i -> i != VIEWS)
            .mapToObj(
                tooMany ->
                    IntStream.range(0, BOUNDS.size())
                        .map(i -> BOUNDS.get(i) + (i == tooMany ? 1 : 0))
                        .boxed()
                        .toList())
            .map(kept -> of(kept).excess(CONFIG))
            .toList();
    assertThat(found).allSatisfy(excess -> assertThat(excess).isPresent()).doesNotHaveDuplicates();
  }
}
