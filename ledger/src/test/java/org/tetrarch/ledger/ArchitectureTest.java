package org.tetrarch.ledger;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AnalyzeClasses(
    packages = "org.tetrarch.ledger",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** Calls that ask the machine for the time, or for something that is another at each run. */
  private static final Set<String> IMPURE_CALLS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getProperty",
          "java.lang.System.getenv",
          "java.lang.System.identityHashCode",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID");

  @ArchTest
  static final ArchRule dependsOnNothingOfOurs =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "belong to another module of ours",
                  type ->
                      type.getPackageName().startsWith("org.tetrarch.")
                          && !type.getPackageName().startsWith("org.tetrarch.ledger")));

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("org.tetrarch.(ledger..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule touchesNoFileSocketThreadClockOrChance =
      noClasses()
          .should()
          .dependOnClassesThat(describe("are impure", ArchitectureTest::isImpure))
          .orShould()
          .accessTargetWhere(describe("is impure", ArchitectureTest::isImpure));

  @ArchTest
  static final ArchRule onlyCryptoKnowsTheCryptographicLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ledger.crypto..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bouncycastle..", "fr.acinq..");

  @ArchTest
  static final ArchRule needsNoOtherLibrary =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.tetrarch.ledger..",
              "java.lang..",
              "java.math..",
              "java.nio.charset..",
              "java.util..",
              "org.bouncycastle..",
              "fr.acinq..",
              "org.jspecify..");

  private static boolean isImpure(JavaClass type) {
    String packageName = type.getPackageName();
    return Set.of("java.io", "java.net", "java.nio.file", "java.time", "java.util.concurrent")
            .contains(packageName)
        || packageName.startsWith("java.nio.channels")
        || type.isAssignableTo(Random.class)
        || type.isAssignableTo(Thread.class);
  }

  private static boolean isImpure(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return IMPURE_CALLS.contains(owner + "." + access.getTarget().getName());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {OpensFile.class, AsksTime.class, AsksMillis.class, TakesChance.class, Forks.class})
  void theRuleOfPurityNotices(Class<?> impure) {
    JavaClasses imported = new ClassFileImporter().importClasses(impure);

    assertThat(touchesNoFileSocketThreadClockOrChance.evaluate(imported).hasViolation()).isTrue();
  }

  static final class OpensFile {
    Object act() {
      return Path.of("x");
    }
  }

  static final class AsksTime {
    Object act() {
      return Instant.now();
    }
  }

  static final class AsksMillis {
    long act() {
      return System.currentTimeMillis();
    }
  }

  static final class TakesChance {
    Object act() {
      return new SecureRandom();
    }
  }

  static final class Forks {
    Object act() {
      return Thread.currentThread();
    }
  }
}
