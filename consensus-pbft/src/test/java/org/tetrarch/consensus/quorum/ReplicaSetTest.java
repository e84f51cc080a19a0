package org.tetrarch.consensus.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.consensus.number.View;

class ReplicaSetTest {
  private static IntStream sizes() {
    return IntStream.rangeClosed(1, 40);
  }

  @Test
  void anyTwoQuorumsShareACorrectReplica() {
    sizes()
        .mapToObj(ReplicaSet::new)
        .forEach(
            set -> {
              int shared = 2 * set.quorum() - set.size();
              assertThat(shared).as("%s", set).isGreaterThanOrEqualTo(set.faulty() + 1);
            });
  }

  @Test
  void noSmallerQuorumWouldDo() {
    sizes()
        .mapToObj(ReplicaSet::new)
        .forEach(
            set -> {
              int shared = 2 * (set.quorum() - 1) - set.size();
              assertThat(shared).as("%s", set).isLessThan(set.faulty() + 1);
            });
  }

  @Test
  void theCorrectReplicasMakeAQuorumAlone() {
    sizes()
        .mapToObj(ReplicaSet::new)
        .forEach(
            set ->
                assertThat(set.size() - set.faulty())
                    .as("%s", set)
                    .isGreaterThanOrEqualTo(set.quorum()));
  }

  @Test
  void oneMoreFaultThanToleratedNeedsMoreThanAThird() {
    sizes()
        .mapToObj(ReplicaSet::new)
        .forEach(
            set -> {
              assertThat(3 * set.faulty() + 1).isLessThanOrEqualTo(set.size());
              assertThat(3 * (set.faulty() + 1) + 1).isGreaterThan(set.size());
              assertThat(set.oneCorrect()).isEqualTo(set.faulty() + 1);
            });
  }

  @ParameterizedTest(name = "n={0}: f={1}, q={2}")
  @CsvSource({
    "1, 0, 1",
    "2, 0, 2",
    "3, 0, 2",
    "4, 1, 3",
    "5, 1, 4",
    "6, 1, 4",
    "7, 2, 5",
    "10, 3, 7"
  })
  void hasTheKnownValues(int n, int faulty, int quorum) {
    ReplicaSet set = new ReplicaSet(n);
    assertThat(set.faulty()).isEqualTo(faulty);
    assertThat(set.quorum()).isEqualTo(quorum);
  }

  @Test
  void everyReplicaIsPrimaryInTurn() {
    ReplicaSet set = new ReplicaSet(5);
    assertThat(LongStream.range(0, 12).mapToObj(v -> set.primary(View.of(v)).index()))
        .containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1);
    assertThat(set.primary(View.of(Long.MAX_VALUE)).index()).isBetween(0, 4);
  }

  @Test
  void containsItsMembersAlone() {
    ReplicaSet set = new ReplicaSet(3);
    assertThat(set.all()).containsExactly(ReplicaId.of(0), ReplicaId.of(1), ReplicaId.of(2));
    assertThat(set.all()).allMatch(set::contains);
    assertThat(set.contains(ReplicaId.of(3))).isFalse();
  }

  @Test
  void thereIsNoSetWithoutReplicas() {
    assertThatThrownBy(() -> new ReplicaSet(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
