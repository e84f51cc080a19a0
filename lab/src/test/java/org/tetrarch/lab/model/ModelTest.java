package org.tetrarch.lab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TLC looks at every state of the model within bounds. What docs/model.md calls the full run takes
 * much longer: {@code ./tetrarch test lab -Dtest=ModelTest -Dtlc.full=true}.
 */
class ModelTest {
  private static final int MINUTES = Integer.getInteger("tlc.minutes", 30);

  @Test
  void normalCaseAndCheckpointsAgreeUnderALyingPrimary() {
    holds(Bounds.of("normal-case", 0, 0, 2));
  }

  @Test
  void aWindowOfOneHoldsBackTheSecondSequenceNumberUntilTheFirstIsStable() {
    holds(Bounds.of("watermark", 0, 0, 2).windowOf(1));
  }

  @Test
  void aViewChangeCarriesForwardWhatALyingPrimaryLeavesBehind() {
    holds(Bounds.of("old-primary-lies", 0, 1, 1));
  }

  @Test
  void aViewChangeCarriesForwardUnderALyingNewPrimary() {
    holds(Bounds.of("new-primary-lies", 1, 1, 1));
  }

  @Test
  void nullRequestsFillNoHoleThatWasCommitted() {
    holds(Bounds.of("null-requests", 1, 1, 2).oneBatch().untilExecution().within(11));
  }

  @Test
  void twoViewChangesInARowCarryForward() {
    holds(Bounds.of("two-view-changes", 0, 2, 1).untilExecution().within(13));
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "tlc.full", matches = "true")
  @CsvSource({"0", "1", "2", "3"})
  void fullTwoViewChanges(int liar) {
    holds(Bounds.of("full-two-view-changes-" + liar, liar, 2, 1).untilExecution());
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "tlc.full", matches = "true")
  @CsvSource({"0", "1"})
  void fullNullRequests(int liar) {
    holds(Bounds.of("full-null-requests-" + liar, liar, 1, 2).oneBatch().untilExecution());
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "tlc.full", matches = "true")
  @CsvSource({"0", "1"})
  void fullFineSteps(int liar) {
    holds(Bounds.of("full-fine-" + liar, liar, 1, 1).fine());
  }

  /** Too many states for any patience, so this one ends with the time it is given. */
  @Test
  @EnabledIfSystemProperty(named = "tlc.full", matches = "true")
  void fullEverything() {
    holdsAsFarAsSeen(Bounds.of("full-everything", 0, 2, 2));
  }

  private static void holds(Bounds bounds) {
    Tlc.Verdict verdict = holdsAsFarAsSeen(bounds);
    assertThat(verdict.exhausted()).as(verdict.output()).isTrue();
    assertThat(verdict.distinctStates()).isGreaterThan(1_000);
  }

  private static Tlc.Verdict holdsAsFarAsSeen(Bounds bounds) {
    Tlc.Verdict verdict = bounds.check(MINUTES);

    System.out.printf(
        "%s: %,d distinct states, depth %d, %.0f s%s%n",
        bounds.name(),
        verdict.distinctStates(),
        verdict.depth(),
        verdict.seconds(),
        verdict.exhausted() ? "" : "; not all of them");
    assertThat(verdict.violated()).as(verdict.output()).isEmpty();
    assertThat(verdict.distinctStates()).isPositive();
    return verdict;
  }

  /** A checker that finds nothing wrong with these would find nothing wrong with the replica. */
  @ParameterizedTest
  @CsvSource({
    "quorumOneTooSmall,      0, CarriedForward",
    "newViewForgetsPrepared, 1, CarriedForward",
    "newViewIgnoresStable,   1, CarriedForward",
    "newViewBelieved,        1, CarriedForward",
    "saidBeforeDurable,      0, OneVoice",
    "viewNotLogged,          0, ViewsNeverGoBack"
  })
  void tlcFindsThePlantedBug(String bug, int liar, String invariant) {
    Tlc.Verdict verdict = Bounds.of("bug", liar, 1, 1).check(bug, List.of(invariant), MINUTES);

    System.out.printf(
        "%s: %s violated after %d states, %,d looked at%n",
        bug, invariant, verdict.counterexample(), verdict.distinctStates());
    assertThat(verdict.violated()).as(verdict.output()).contains(invariant);
    assertThat(verdict.counterexample()).isGreaterThan(1);
  }
}
