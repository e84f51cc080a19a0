package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.MisbehaviourProvider;

/** That all misbehaviours are there, and speak well of themselves. */
class AdversaryTest {
  private static final List<Misbehaviour> ALL = new Adversary().misbehaviours();

  /** Every name there must be, and what it attacks. */
  private static final String TABLE =
      """
      silent INV-10
      equivocate INV-1
      selective-send INV-10
      conflicting-prepares INV-1
      conflicting-commits INV-1
      commit-without-prepare INV-1
      wrong-digest INV-1
      withhold-body INV-10
      skip-sequence INV-1
      beyond-watermarks INV-11
      stale-view INV-9
      far-future-view INV-10
      view-change-spam INV-10
      forged-prepared INV-7
      duplicate-signers INV-1
      mixed-certificate INV-8
      withhold-new-view INV-10
      new-view-omits INV-7
      differing-new-views INV-1
      false-checkpoint INV-8
      replay INV-3
      slow-primary INV-10
      censor INV-10
      unfair-order INV-8
      time-skew INV-10
      invalid-transaction INV-2
      lying-sync INV-8
      height-retraction INV-9
      lying-reads INV-12
      bad-frames INV-11
      slow-loris INV-11
      signature-flood INV-11
      split-signature INV-10
      amnesia INV-5
      twin INV-1
      churn INV-11
      random INV-1\
      """;

  @Test
  void aNodeInTheLabFindsThem() {
    List<String> found =
        ServiceLoader.load(MisbehaviourProvider.class).stream()
            .flatMap(provider -> provider.get().misbehaviours().stream())
            .map(Misbehaviour::name)
            .toList();

    assertThat(found).containsAll(ALL.stream().map(Misbehaviour::name).toList());
  }

  @Test
  void namesAreDistinctAndInKebabCase() {
    assertThat(ALL.stream().map(Misbehaviour::name))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void eachSaysWhatItDoesAndWhatIsSeenInASentenceForAList() {
    for (Misbehaviour each : ALL) {
      for (String sentence : List.of(each.description(), each.expectation())) {
        assertThat(sentence)
            .as(each.name())
            .matches("[a-z].*[^.]")
            .doesNotContain("  ")
            .doesNotContain("\n");
      }
      assertThat(each.attacks()).as(each.name()).matches("INV-([1-9]|1[0-4])");
    }
  }

  @Test
  void allAreThereWithTheInvariantThatEachAttacks() {
    assertThat(ALL.stream().map(each -> each.name() + " " + each.attacks()))
        .containsExactlyInAnyOrderElementsOf(TABLE.lines().toList());
  }

  @Test
  void theDocumentListsThemAsTheyAre() throws IOException {
    Path document = Path.of("..", "docs", "adversary.md");
    String table =
        ALL.stream()
            .map(
                each ->
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(
                            each.name(), each.description(), each.expectation(), each.attacks()))
            .collect(Collectors.joining());

    assertThat(Files.readString(document))
        .as("the table in docs/adversary.md must hold these rows:\n%s", table)
        .contains("| name | does | seen when PBFT holds | attacks |\n|---|---|---|---|\n" + table);
  }
}
