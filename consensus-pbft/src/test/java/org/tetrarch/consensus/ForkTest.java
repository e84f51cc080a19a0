package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Member;
import org.tetrarch.consensus.cluster.TestKeys;
import org.tetrarch.consensus.evidence.Transcript;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.quorum.ReplicaSet;

/**
 * INV-14: with more than f liars the chain can fork. Here it does: a partition, and the liars on
 * both sides of it, a twin of each with the same key, every one of them correct as far as its own
 * side can see.
 */
class ForkTest {
  /** The two sides of a partition know nothing of each other, so each is a world of its own. */
  private static Cluster side(int n, List<Integer> there, int requestsAtOnce) {
    Cluster cluster = new Cluster(n, 1);
    there.forEach(i -> cluster.member(i).start());
    cluster.run(5_000);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < requestsAtOnce; i++) {
        cluster.request();
      }
      cluster.runUntilAllExecuted(60_000);
    }
    cluster.run(1_000);
    return cluster;
  }

  private static Map<Long, StableCheckpoint> certificates(Member member) {
    Map<Long, StableCheckpoint> found = new TreeMap<>();
    for (LogRecord logRecord : member.disk()) {
      if (logRecord instanceof LogRecord.CheckpointStable(StableCheckpoint checkpoint)) {
        found.put(checkpoint.sequence().value(), checkpoint);
      }
    }
    return found;
  }

  @Test
  void twinsOfFPlusOneLiarsForkTheChainAndTheTwoCertificatesNameThemAndNobodyElse() {
    for (int n : List.of(4, 7, 10)) {
      ReplicaSet replicas = new ReplicaSet(n);
      int liars = 2 * replicas.quorum() - n;
      assertThat(liars).isEqualTo(replicas.oneCorrect());
      int apart = n - replicas.quorum();
      List<Integer> twice = IntStream.range(apart, apart + liars).boxed().toList();
      List<Integer> left = new ArrayList<>(IntStream.range(0, apart).boxed().toList());
      List<Integer> right = new ArrayList<>(IntStream.range(apart + liars, n).boxed().toList());
      left.addAll(twice);
      right.addAll(twice);
      Map<Long, StableCheckpoint> one = certificates(side(n, left, 1).member(0));
      Map<Long, StableCheckpoint> other = certificates(side(n, right, 2).member(n - 1));
      long height = 1;
      while (one.get(height) == null || other.get(height) == null) {
        height++;
      }
      assertThat(one.get(height).state()).as("forked").isNotEqualTo(other.get(height).state());
      Transcript fork = Transcript.of(one.get(height), other.get(height));
      assertThat(fork.unsigned(TestKeys.check())).isEmpty();
      assertThat(fork.accusations())
          .as("n = %d", n)
          .extracting(evidence -> evidence.culprit().index())
          .containsExactlyElementsOf(twice);
    }
  }
}
