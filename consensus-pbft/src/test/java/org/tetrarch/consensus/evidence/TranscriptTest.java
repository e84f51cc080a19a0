package org.tetrarch.consensus.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.cluster.TestKeys;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.quorum.ReplicaSet;

/** INV-14: whatever way more than f liars fork the chain, f+1 of them are named. */
class TranscriptTest {
  private static final Digest A = TestBatch.of(1).digest();
  private static final Digest B = TestBatch.of(2).digest();

  private static int[] first(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static int[] last(int n, int count) {
    return IntStream.range(n - count, n).toArray();
  }

  private static int[] culprits(Transcript transcript) {
    return transcript.accusations().stream().mapToInt(e -> e.culprit().index()).toArray();
  }

  @Test
  void twoCertificatesForOneHeightNameAllWhoSignedBothAndThatIsFPlusOneAtLeast() {
    for (int n = 4; n <= 10; n++) {
      ReplicaSet replicas = new ReplicaSet(n);
      int q = replicas.quorum();
      Statements by = new Statements(n);
      Transcript fork = Transcript.of(by.stable(5, A, first(q)), by.stable(5, B, last(n, q)));
      assertThat(culprits(fork))
          .as("n = %d", n)
          .containsExactly(IntStream.range(n - q, q).toArray())
          .hasSizeGreaterThanOrEqualTo(replicas.oneCorrect());
    }
  }

  @Test
  void twoQuorumsOfCommitsInOneViewNameAllWhoSignedBoth() {
    for (int n : List.of(4, 7)) {
      ReplicaSet replicas = new ReplicaSet(n);
      Statements by = new Statements(n);
      List<Signed<? extends Message>> said = commits(by, A, first(replicas.quorum()));
      said.addAll(commits(by, B, last(n, replicas.quorum())));
      assertThat(culprits(new Transcript(said)))
          .hasSizeGreaterThanOrEqualTo(replicas.oneCorrect())
          .containsExactly(IntStream.range(n - replicas.quorum(), replicas.quorum()).toArray());
    }
  }

  private static List<Signed<? extends Message>> commits(Statements by, Digest digest, int... of) {
    return new ArrayList<>(Arrays.stream(of).mapToObj(i -> by.commit(i, 0, 1, digest)).toList());
  }

  /** One side has the commits, the other the NEW-VIEW that knows nothing of them. */
  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void commitsAndALaterNewViewWithoutThemNameAllWhoAreInBoth() {
    for (int n : List.of(4, 7)) {
      ReplicaSet replicas = new ReplicaSet(n);
      int q = replicas.quorum();
      Statements by = new Statements(n);
      Signed<ViewChange>[] forgetful =
          Arrays.stream(last(n, q)).mapToObj(i -> by.viewChange(i, 1)).toArray(Signed[]::new);
      List<Signed<? extends Message>> said = commits(by, A, first(q));
      said.add(by.newView(1, forgetful));
      assertThat(culprits(new Transcript(said)))
          .containsExactly(IntStream.range(n - q, q).toArray())
          .hasSizeGreaterThanOrEqualTo(replicas.oneCorrect());
    }
  }

  /** The NEW-VIEW carries another batch, prepared in the very view of the commits. */
  @Test
  void commitsAndACertificateForAnotherBatchInTheirViewNameWhoPreparedBoth() {
    Statements by = new Statements(4);
    List<Signed<? extends Message>> said = commits(by, A, 0, 1, 2);
    said.add(by.viewChange(3, 1, by.prepared(0, 1, B, 1, 3)));
    assertThat(culprits(new Transcript(said))).containsExactly(0, 1);
  }

  @Test
  void whatCorrectReplicasSayThroughViewChangesAccusesNobody() {
    Statements by = new Statements(4);
    List<Signed<? extends Message>> said = commits(by, A, 0, 1, 2);
    said.add(
        by.newView(
            1,
            by.viewChange(0, 1, by.prepared(0, 1, A)),
            by.viewChange(1, 1, by.prepared(0, 1, A)),
            by.viewChange(3, 1)));
    said.add(by.commit(3, 1, 1, A));
    said.add(by.viewChange(2, 2, by.stable(1)));
    assertThat(new Transcript(said).accusations()).isEmpty();
  }

  @Test
  void aForgedSignatureIsFoundHoweverDeepItLies() {
    Statements by = new Statements(4);
    var forged = TestKeys.forged(by.prepare(2, 0, 1, A).message());
    var certificate =
        new PreparedCertificate(by.prePrepare(0, 1, A), List.of(by.prepare(1, 0, 1, A), forged));
    Transcript deep =
        new Transcript(
            List.of(
                by.newView(
                    1,
                    by.viewChange(0, 1, certificate),
                    by.viewChange(1, 1),
                    by.viewChange(3, 1))));
    assertThat(deep.unsigned(TestKeys.check())).contains(forged);
    assertThat(new Transcript(commits(by, A, 0, 1)).unsigned(TestKeys.check())).isEmpty();
  }

  @Test
  void eachCulpritIsNamedOnceWithAProofThatHolds() {
    Statements by = new Statements(4);
    List<Evidence> found =
        new Transcript(
                Stream.of(A, B, TestBatch.of(3).digest())
                    .flatMap(d -> Stream.of(by.commit(2, 0, 1, d), by.commit(1, 0, 1, d)))
                    .toList())
            .accusations();
    assertThat(found).hasSize(2);
    assertThat(found)
        .allSatisfy(
            e -> assertThat(Evidence.conflict(e.first().message(), e.second().message())).isTrue());
  }
}
