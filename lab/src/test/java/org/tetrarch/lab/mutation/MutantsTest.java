package org.tetrarch.lab.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each planted mistake is caught, at the seed and by the invariant that docs/mutants.md names. To
 * find the seeds anew: {@code ./tetrarch test lab -Dtest=MutantsTest -Dmutants.hunt=1000}.
 */
class MutantsTest {
  private static final String HUNT = "mutants.hunt";
  private static final int AT_LEAST = 40;
  private static final int WITHIN_SEEDS = 1_000;
  private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());
  private static final Mutant SAMPLE = new Mutant("sample", "none", "A.java", "a  b", "c");

  private static <T> Map<String, T> ofEach(Function<Mutant, T> task)
      throws InterruptedException, ExecutionException {
    Map<String, Future<T>> running = new LinkedHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      for (Mutant mutant : Mutants.ALL) {
        Callable<T> call = () -> task.apply(mutant);
        running.put(mutant.name(), pool.submit(call));
      }
    }
    Map<String, T> results = new LinkedHashMap<>();
    for (Map.Entry<String, Future<T>> entry : running.entrySet()) {
      results.put(entry.getKey(), entry.getValue().get());
    }
    return results;
  }

  @Test
  @EnabledIfSystemProperty(named = HUNT, matches = "\\d+")
  void eachIsCaughtWithinTheSeedsOfTheHunt() throws Exception {
    Map<String, Catch> before = Table.read().catches();
    Hunt hunt = new Hunt(Long.getLong(HUNT));
    Map<String, Optional<Catch>> found =
        ofEach(mutant -> hunt.search(mutant, Optional.ofNullable(before.get(mutant.name()))));
    Map<String, Catch> catches = new LinkedHashMap<>();
    found.forEach((name, caught) -> caught.ifPresent(it -> catches.put(name, it)));
    Table.write(Mutants.ALL, catches);
    assertThat(catches).containsOnlyKeys(found.keySet());
  }

  @Test
  @DisabledIfSystemProperty(named = HUNT, matches = "\\d+")
  void eachIsCaughtAtTheSeedAndByTheInvariantOfTheTable() throws Exception {
    Map<String, Catch> known = Table.read().catches();
    Map<String, Optional<Catch>> seen =
        ofEach(mutant -> new Hunt(0).search(mutant, Optional.ofNullable(known.get(mutant.name()))));
    known.forEach((name, caught) -> assertThat(seen.get(name)).as(name).contains(caught));
    assertThat(known).containsOnlyKeys(seen.keySet());
  }

  @Test
  void theProgramWithoutAMistakeBreaksNothingAtThoseSeeds() {
    Program honest = Program.honest();
    List<String> broken = new ArrayList<>();
    for (long seed :
        new TreeSet<>(Table.read().catches().values().stream().map(Catch::seed).toList())) {
      String said = honest.breaks(seed);
      if (!said.isEmpty()) {
        broken.add("seed " + seed + ", " + said);
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void theTableSaysOfEachMutantWhatItsMistakeIs() {
    Map<String, String> mistakes = new LinkedHashMap<>();
    Mutants.ALL.forEach(mutant -> mistakes.put(mutant.name(), mutant.mistake()));
    assertThat(mistakes).hasSameSizeAs(Mutants.ALL).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    assertThat(Table.read().mistakes()).isEqualTo(mistakes);
  }

  @Test
  void noMutantNeedsMoreSeedsThanThat() {
    assertThat(Table.read().catches().values())
        .allMatch(caught -> caught.seed() >= 1 && caught.seed() <= WITHIN_SEEDS);
  }

  @Test
  void theSourceMayBeLaidOutAnew() {
    assertThat(SAMPLE.plantedIn("x a\n   b y")).isEqualTo("x c y");
  }

  @Test
  void aPlaceThatIsGoneOrThereTwiceIsNotPassedOver() {
    assertThatThrownBy(() -> SAMPLE.plantedIn("x")).hasMessageContaining("there is no a  b");
    assertThatThrownBy(() -> SAMPLE.plantedIn("a b, a b")).hasMessageContaining("more than one");
  }

  @Test
  void aRunWithoutEndIsNotWaitedFor() {
    assertThatThrownBy(
            () -> Watchdog.bounded("this", 1, () -> new CompletableFuture<String>().join()))
        .hasMessage("this does not end");
  }
}
