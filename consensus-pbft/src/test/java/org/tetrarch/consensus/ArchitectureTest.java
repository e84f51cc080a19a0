package org.tetrarch.consensus;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.consensus.impure.Impurities;

/** The replica is a pure step function, and its packages depend one way. */
@AnalyzeClasses(
    packages = "org.tetrarch.consensus",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java.time.Clock",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.OffsetDateTime",
          "java.time.ZonedDateTime");

  @ArchTest
  static final ArchRule needsTheLanguageAndItsCollectionsAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.tetrarch.consensus..",
              "java.lang",
              "java.lang.runtime",
              "java.lang.invoke",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "org.jspecify..");

  @ArchTest
  static final ArchRule startsAndKnowsNoThread =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(Thread.class)
                  .or(assignableTo(ThreadLocal.class))
                  .or(assignableTo(java.util.Timer.class))
                  .or(resideInAnyPackage("java.util.concurrent..")));

  @ArchTest
  static final ArchRule leavesNothingToChance =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(java.util.random.RandomGenerator.class)
                  .or(assignableTo(java.util.UUID.class)))
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule readsNoClockAndNoSurroundings =
      noClasses()
          .should()
          .accessTargetWhere(
              describe(
                  "is a clock, a property of the process, or its console",
                  ArchitectureTest::isOutside));

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("org.tetrarch.consensus.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule partsDoNotKnowTheWhole =
      noClasses()
          .that()
          .resideInAPackage("org.tetrarch.consensus.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tetrarch.consensus");

  private static boolean isOutside(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    // Of System, copying an array is the one thing that depends on nothing outside.
    boolean system = owner.equals("java.lang.System") && !access.getName().equals("arraycopy");
    return system
        || owner.equals("java.lang.Runtime")
        || owner.equals("java.lang.ProcessHandle")
        || (CLOCK_READERS.contains(owner) && access.getName().equals("now"));
  }

  // A rule that cannot fail proves nothing: each is shown a class that breaks it.

  @ParameterizedTest
  @ValueSource(
      classes = {
        Impurities.Socket.class,
        Impurities.File.class,
        Impurities.Path.class,
        Impurities.Logger.class,
        Impurities.Foreign.class
      })
  void whatReachesOutOfTheLanguageIsSeen(Class<?> impure) {
    assertBreaks(needsTheLanguageAndItsCollectionsAlone, impure);
  }

  @ParameterizedTest
  @ValueSource(classes = {Impurities.OwnThread.class, Impurities.Pool.class})
  void aThreadIsSeen(Class<?> impure) {
    assertBreaks(startsAndKnowsNoThread, impure);
  }

  @ParameterizedTest
  @ValueSource(classes = {Impurities.Dice.class, Impurities.MathDice.class, Impurities.Uuid.class})
  void chanceIsSeen(Class<?> impure) {
    assertBreaks(leavesNothingToChance, impure);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Impurities.Millis.class,
        Impurities.Nanos.class,
        Impurities.InstantNow.class,
        Impurities.Environment.class,
        Impurities.Printing.class
      })
  void aClockOrTheProcessIsSeen(Class<?> impure) {
    assertBreaks(readsNoClockAndNoSurroundings, impure);
  }

  @ParameterizedTest
  @ValueSource(classes = {Impurities.Socket.class})
  void whatIsNotForbiddenIsNotSeen(Class<?> pureOtherwise) {
    JavaClasses one = new ClassFileImporter().importClasses(pureOtherwise);
    assertThat(leavesNothingToChance.evaluate(one).hasViolation()).isFalse();
    assertThat(readsNoClockAndNoSurroundings.evaluate(one).hasViolation()).isFalse();
  }

  private static void assertBreaks(ArchRule rule, Class<?> impure) {
    JavaClasses one = new ClassFileImporter().importClasses(impure);
    assertThat(rule.evaluate(one).hasViolation()).as(rule.getDescription()).isTrue();
  }
}
