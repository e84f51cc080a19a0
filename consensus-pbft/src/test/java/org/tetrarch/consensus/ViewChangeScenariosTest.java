package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Cluster.Network;
import org.tetrarch.consensus.cluster.Cluster.Tamper;
import org.tetrarch.consensus.cluster.Lies;
import org.tetrarch.consensus.cluster.Member;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.cluster.TestKeys;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/** PBFT §4.4 with all replicas together: how view changes of public implementations went wrong. */
class ViewChangeScenariosTest {
  /** All are in view 0 and know that they are not alone. */
  private static Cluster running(int n) {
    Cluster cluster = new Cluster(n, 1).start();
    cluster.run(3_000);
    return cluster;
  }

  private static Tamper losing(Predicate<Message> lost) {
    return (from, to, envelope) ->
        lost.test(envelope.signed().message()) ? List.of() : List.of(envelope);
  }

  private static void assertAllHaveTheBlocksOf(Cluster cluster, int member) {
    List<List<Integer>> blocks = cluster.member(member).blocks();
    assertThat(cluster.correct()).allSatisfy(each -> assertThat(each.blocks()).isEqualTo(blocks));
  }

  // --- what is carried over

  @Test
  void aBatchThatOneReplicaAloneCommittedIsNotForgotten() {
    Cluster cluster = running(4);
    cluster.tamper(
        (from, to, envelope) ->
            to.index() != 0 && isCommitInViewZero(envelope.signed().message())
                ? List.of()
                : List.of(envelope));
    int request = cluster.request();
    cluster.run(50);
    assertThat(cluster.member(0).blocks()).containsExactly(List.of(request));
    assertThat(cluster.member(1).height()).isZero();
    cluster.member(0).crash();
    cluster.request();
    cluster.runUntilAllExecuted(20_000);
    assertThat(cluster.member(1).blocks()).startsWith(List.of(request));
    cluster.member(0).start();
    cluster.runUntilAllExecuted(10_000);
    assertAllHaveTheBlocksOf(cluster, 1);
  }

  @Test
  void aNewViewIsComputedAgainAndNotBelieved() {
    Cluster cluster = running(4);
    cluster.byzantine(1, Lies.omitsFromNewViews());
    cluster.tamper(losing(ViewChangeScenariosTest::isCommitInViewZero));
    int request = cluster.request();
    cluster.runUntil(
        "all left the view of the liar behind",
        30_000,
        () -> cluster.correct().stream().allMatch(m -> m.views().contains(View.of(2))));
    assertThat(cluster.correct())
        .allSatisfy(member -> assertThat(member.views()).doesNotContain(View.of(1)));
    cluster.runUntilAllExecuted(1_000);
    assertThat(cluster.member(2).blocks()).containsExactly(List.of(request));
  }

  private static boolean isCommitInViewZero(Message message) {
    return message instanceof Commit commit && commit.view().equals(View.FIRST);
  }

  /** Number 1 is prepared nowhere, number 2 everywhere. */
  @Test
  void aNullRequestBecomesAnEmptyBlockAndNoHole() {
    Cluster cluster = running(4);
    cluster.tamper(losing(ViewChangeScenariosTest::isCommitInViewZero));
    cluster.tamper(
        losing(
            m ->
                m instanceof Prepare prepare
                    && prepare.view().equals(View.FIRST)
                    && prepare.sequence().equals(SequenceNumber.of(1))));
    int first = cluster.request();
    cluster.run(1);
    int second = cluster.request();
    cluster.run(50);
    cluster.member(0).crash();
    cluster.runUntilAllExecuted(20_000);
    assertThat(cluster.member(1).blocks())
        .containsExactly(List.of(), List.of(second), List.of(first));
    assertAllHaveTheBlocksOf(withAll(cluster), 1);
  }

  private static Cluster withAll(Cluster cluster) {
    cluster.members().stream().filter(member -> !member.up()).forEach(Member::start);
    cluster.runUntilAllExecuted(10_000);
    cluster.run(2_000);
    return cluster;
  }

  /** Of the three that are left one has prepared nothing, one lies first, and one is right. */
  @Test
  void anInvalidCertificateOfOneHidesNoValidOne() {
    Cluster cluster = running(4);
    cluster.byzantine(
        2,
        (from, to, envelope) ->
            envelope.signed().message() instanceof ViewChange m
                ? List.of(new Envelope.Statement(forged(m)), new Envelope.Statement(empty(m)))
                : List.of(envelope));
    cluster.tamper(losing(ViewChangeScenariosTest::isCommitInViewZero));
    cluster.tamper(Tamper.losing(Prepare.class, 1));
    int request = cluster.request();
    cluster.run(50);
    cluster.member(0).crash();
    cluster.runUntil("view 1 begins", 20_000, () -> cluster.member(3).views().contains(View.of(1)));
    cluster.clearTampers();
    cluster.runUntilAllExecuted(2_000);
    assertThat(cluster.member(3).blocks()).containsExactly(List.of(request));
  }

  private static Signed<ViewChange> empty(ViewChange honest) {
    return Statements.signed(
        new ViewChange(honest.view(), honest.stable(), List.of(), honest.replica()));
  }

  private static Signed<ViewChange> forged(ViewChange honest) {
    Statements by = new Statements(4);
    Digest digest = TestBatch.of(99).digest();
    PreparedCertificate certificate =
        new PreparedCertificate(
            by.prePrepare(0, 1, digest),
            List.of(
                by.prepare(2, 0, 1, digest),
                TestKeys.forged(by.prepare(3, 0, 1, digest).message())));
    return Statements.signed(
        new ViewChange(honest.view(), honest.stable(), List.of(certificate), honest.replica()));
  }

  // --- watermarks

  @Test
  void viewChangesEndThoughStableCheckpointsAreWindowsApart() {
    Cluster cluster = running(4);
    cluster.network(Network.split(3));
    for (int i = 0; i < 40; i++) {
      cluster.request();
      cluster.run(20);
    }
    assertThat(cluster.member(1).stable() - cluster.member(3).stable()).isGreaterThan(2 * 8);
    cluster.tamper(losing(ViewChangeScenariosTest::isCommitInViewZero));
    cluster.request();
    cluster.run(50);
    // One batch is prepared. Without the one that is behind, and stays so until the view begins,
    // there is no quorum.
    cluster.members().forEach(member -> cluster.withholds(member.id().index(), true));
    cluster.member(0).crash();
    cluster.network(Network.PERFECT);
    cluster.runUntil("view 1 begins", 20_000, () -> cluster.member(1).views().contains(View.of(1)));
    assertThat(cluster.member(3).stable()).isZero();
    cluster.run(100);
    assertThat(cluster.member(3).views()).as("it entered it too").contains(View.of(1));
    cluster.members().forEach(member -> cluster.withholds(member.id().index(), false));
    cluster.runUntilAllExecuted(2_000);
    assertAllHaveTheBlocksOf(withAll(cluster), 1);
  }

  @Test
  void aReplicaThatIsACheckpointBehindEntersTheNewViewCatchesUpAndVotes() {
    Cluster cluster = running(4);
    cluster.tamper(Tamper.losing(Commit.class, 3));
    cluster.tamper(Tamper.losing(Checkpoint.class, 3));
    cluster.withholds(0, true);
    cluster.withholds(1, true);
    cluster.withholds(2, true);
    for (int i = 0; i < 5; i++) {
      cluster.request();
      cluster.run(20);
    }
    assertThat(cluster.member(1).stable()).isEqualTo(5);
    assertThat(cluster.member(3).height()).isZero();
    cluster.member(0).crash();
    cluster.runUntil(
        "it enters view 1 with a base that it does not hold",
        20_000,
        () -> cluster.member(3).views().contains(View.of(1)));
    assertThat(cluster.member(3).height()).isZero();
    cluster.clearTampers();
    cluster.withholds(1, false);
    cluster.withholds(2, false);
    cluster.request();
    // 1, 2 and 3 are a quorum only together.
    cluster.runUntilAllExecuted(10_000);
    assertAllHaveTheBlocksOf(withAll(cluster), 1);
  }

  // --- nobody stays behind

  @Test
  void whoCommittedInViewZeroFollowsThoseThatMovedToViewOne() {
    Cluster cluster = running(4);
    cluster.tamper(Tamper.losing(Commit.class, 2, 3));
    cluster.tamper(Tamper.losing(Checkpoint.class, 2, 3));
    cluster.withholds(0, true);
    cluster.withholds(1, true);
    int request = cluster.request();
    cluster.run(100);
    assertThat(cluster.member(0).hasExecuted(request)).isTrue();
    assertThat(cluster.member(1).hasExecuted(request)).isTrue();
    cluster.runUntil(
        "the two that could not commit ask for view 1, and the two that could go with them",
        20_000,
        () -> cluster.members().stream().allMatch(m -> m.views().contains(View.of(1))));
    cluster.clearTampers();
    cluster.request();
    cluster.runUntilAllExecuted(10_000);
    assertAllHaveTheBlocksOf(cluster, 0);
  }

  @Test
  void lostViewChangesAreSaidAgainUntilTheViewBegins() {
    Cluster cluster = running(4);
    cluster.tamper(losing(ViewChange.class::isInstance));
    cluster.member(0).crash();
    cluster.run(1_900);
    assertThat(cluster.member(1).status().view()).isEqualTo(View.of(1));
    assertThat(cluster.member(1).views()).isEmpty();
    cluster.clearTampers();
    cluster.runUntil(
        "the view begins",
        2 * Cluster.TIMEOUTS.status(),
        () -> cluster.members().stream().skip(1).allMatch(m -> m.views().contains(View.of(1))));
  }

  /** The cap alone would strand the one that missed it all; the jump alone would wait for hours. */
  @Test
  void afterManyFailedViewsTheWaitIsTheCapAndWhoWasLeftBehindJumps() {
    Cluster cluster = running(4);
    cluster.tamper(losing(NewView.class::isInstance));
    cluster.network(Network.split(3));
    cluster.member(0).crash();
    cluster.run(1_500);
    cluster.member(0).start();
    cluster.run(20 * Cluster.TIMEOUTS.cap());
    assertThat(cluster.member(1).status().view().number())
        .as("not one view in hours, but one each cap")
        .isBetween(20L, 40L);
    assertThat(cluster.member(3).status().view()).isEqualTo(View.FIRST);
    cluster.network(Network.PERFECT);
    cluster.run(1_000);
    View reached = cluster.member(1).status().view();
    assertThat(cluster.member(3).status().view()).isEqualTo(reached);
    cluster.clearTampers();
    cluster.request();
    cluster.runUntilAllExecuted(2 * Cluster.TIMEOUTS.cap());
    assertThat(cluster.member(3).views()).allMatch(view -> !reached.isAfter(view));
  }

  @Test
  void afterAPartitionHealsTheViewIsLearnedWithoutAnyTraffic() {
    Cluster cluster = running(4);
    cluster.request();
    cluster.runUntilAllExecuted(1_000);
    cluster.network(Network.split(3));
    cluster.member(0).crash();
    cluster.run(2_000);
    cluster.member(0).start();
    cluster.run(5_000);
    View view = cluster.member(1).status().view();
    assertThat(view.isAfter(View.FIRST)).isTrue();
    assertThat(cluster.member(3).status().view()).isEqualTo(View.FIRST);
    cluster.network(Network.PERFECT);
    cluster.run(3_000);
    assertThat(cluster.member(3).views()).contains(view);
    assertThat(cluster.requests()).as("nothing was asked for meanwhile").isEqualTo(1);
  }
}
