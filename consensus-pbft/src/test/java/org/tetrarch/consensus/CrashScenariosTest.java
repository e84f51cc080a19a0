package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Cluster.Tamper;
import org.tetrarch.consensus.cluster.Member;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.View;

/**
 * Crashes of all, at any write, and lost directories. In each of these runs every statement that
 * leaves a correct replica must be in its log, and contradict none of an earlier life (INV-6).
 */
class CrashScenariosTest {
  private static Cluster running(int n) {
    Cluster cluster = new Cluster(n, 1).start();
    cluster.run(3_000);
    return cluster;
  }

  private static void traffic(Cluster cluster, int requests) {
    for (int i = 0; i < requests; i++) {
      cluster.request();
      cluster.run(5);
    }
  }

  /** Each time another write of another replica is the last thing that happens in the cluster. */
  @Test
  void theWholeClusterKilledAtAnyWriteAndStartedAgainKeepsWhatWasFinalAndGoesOn() {
    for (int write = 1; write <= 40; write++) {
      for (boolean before : List.of(true, false)) {
        Cluster cluster = running(4);
        traffic(cluster, 2);
        Member first = cluster.member(write % 4);
        first.crashAtWrite(write, before);
        for (int i = 0; i < 60 && first.up(); i++) {
          traffic(cluster, 1);
        }
        assertThat(first.up()).as("write %d comes", write).isFalse();
        List<List<Integer>> longest =
            cluster.members().stream()
                .map(Member::blocks)
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        cluster.members().forEach(Member::crash);
        cluster.members().forEach(Member::start);
        cluster.request();
        cluster.runUntilAllExecuted(20_000);
        assertThat(cluster.members())
            .allSatisfy(member -> assertThat(member.blocks()).startsWith(array(longest)));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Integer>[] array(List<List<Integer>> blocks) {
    return blocks.toArray(List[]::new);
  }

  /** One replica executes; then all lose their memory, and those that go on have certificates. */
  @Test
  void aPreparedCertificateOutlivesTheCrashOfAllThatHoldIt() {
    Cluster cluster = running(4);
    cluster.tamper(
        (from, to, envelope) ->
            to.index() != 0
                    && envelope.signed().message() instanceof Commit commit
                    && commit.view().equals(View.FIRST)
                ? List.of()
                : List.of(envelope));
    int request = cluster.request();
    cluster.run(50);
    assertThat(cluster.member(0).hasExecuted(request)).isTrue();
    cluster.members().forEach(Member::crash);
    // What they had prepared they could prepare again, but nobody is heard in view 0 any more.
    cluster.tamper(Tamper.losing(Prepare.class, 1, 2, 3));
    // Who knows nothing of the batch would put this one into it too.
    cluster.request();
    cluster.members().stream().skip(1).forEach(Member::start);
    cluster.runUntil("view 1 begins", 20_000, () -> cluster.member(2).views().contains(View.of(1)));
    cluster.clearTampers();
    cluster.runUntilAllExecuted(20_000);
    assertThat(cluster.member(1).status().view().number()).isPositive();
    assertThat(cluster.member(1).blocks()).startsWith(List.of(request));
    cluster.member(0).start();
    cluster.runUntilAllExecuted(10_000);
    assertThat(cluster.member(0).blocks()).isEqualTo(cluster.member(1).blocks());
  }

  /** At each write of the view change, attempt, entry and first votes, one of the backups dies. */
  @Test
  void aCrashInMidViewChangeReturnsToTheLastAttemptedViewAndGoesOn() {
    for (int write = 1; write <= 6; write++) {
      for (boolean before : List.of(true, false)) {
        Cluster cluster = running(4);
        cluster.tamper(Tamper.losing(Commit.class, 0, 1, 2, 3));
        cluster.request();
        cluster.run(50);
        cluster.clearTampers();
        cluster.member(2).crashAtWrite(write, before);
        cluster.member(0).crash();
        cluster.run(8_000);
        long attempted = lastAttempted(cluster.member(2));
        cluster.member(2).crash();
        cluster.member(2).start();
        assertThat(cluster.member(2).status().view().number())
            .as("write %d, before it: %b", write, before)
            .isGreaterThanOrEqualTo(attempted);
        cluster.request();
        cluster.runUntilAllExecuted(40_000);
      }
    }
  }

  private static long lastAttempted(Member member) {
    return member.disk().stream()
        .filter(LogRecord.ViewAttempted.class::isInstance)
        .map(LogRecord.ViewAttempted.class::cast)
        .mapToLong(attempted -> attempted.viewChange().message().view().number())
        .max()
        .orElse(0);
  }

  @Test
  void oneOrFWipedDirectoriesCostNothingThatWasFinal() {
    for (Set<Integer> wiped : List.of(Set.of(2), Set.of(0, 5))) {
      Cluster cluster = running(wiped.size() == 1 ? 4 : 7);
      traffic(cluster, 20);
      cluster.runUntilAllExecuted(5_000);
      List<List<Integer>> before = cluster.member(1).blocks();
      wiped.forEach(each -> cluster.member(each).wipe());
      wiped.forEach(each -> cluster.member(each).start());
      cluster.request();
      cluster.runUntilAllExecuted(20_000);
      assertThat(cluster.members())
          .allSatisfy(member -> assertThat(member.blocks()).startsWith(array(before)));
      assertThat(wiped)
          .allSatisfy(
              each ->
                  assertThat(cluster.member(each).status().mode())
                      .isEqualTo(Status.Mode.ABSTAINING));
      traffic(cluster, 120);
      cluster.runUntilAllExecuted(20_000);
      cluster.run(1_000);
      assertThat(wiped)
          .allSatisfy(
              each ->
                  assertThat(cluster.member(each).status().mode()).isEqualTo(Status.Mode.ACTIVE));
    }
  }
}
