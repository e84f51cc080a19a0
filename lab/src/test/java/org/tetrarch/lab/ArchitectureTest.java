package org.tetrarch.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The lab stands on the node, and nothing stands on the lab: a node runs without it. */
@AnalyzeClasses(packages = "org.tetrarch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule nothingKnowsTheLab =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tetrarch.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tetrarch.lab..");

  @ArchTest
  static final ArchRule theLabKnowsNoWallet =
      noClasses()
          .that()
          .resideInAPackage("org.tetrarch.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.tetrarch.wallet..", "org.tetrarch.bench..");

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("org.tetrarch.lab.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ofTheLabOnlyItsCommandsKnowPicocli =
      noClasses()
          .that()
          .resideInAPackage("org.tetrarch.lab..")
          .and()
          .resideOutsideOfPackage("org.tetrarch.lab.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  // A rule that cannot fail proves nothing: each is shown a class that breaks it.

  @ArchTest
  static void theAnalysisHoldsAllModulesBelow(JavaClasses all) {
    for (String module : new String[] {"consensus", "ledger", "genesis", "web", "node", "lab"}) {
      assertThat(all.stream())
          .as(module)
          .anyMatch(type -> type.getPackageName().startsWith("org.tetrarch." + module));
    }
  }

  @Test
  void aNodeThatKnewTheLabWouldBeSeen() {
    JavaClasses planted =
        new ClassFileImporter().importClasses(org.tetrarch.node.planted.Knows.class);
    assertThat(nothingKnowsTheLab.evaluate(planted).hasViolation()).isTrue();
  }

  @Test
  void picocliOutsideOfTheCommandsWouldBeSeen() {
    JavaClasses planted =
        new ClassFileImporter().importClasses(org.tetrarch.lab.planted.Command.class);
    assertThat(ofTheLabOnlyItsCommandsKnowPicocli.evaluate(planted).hasViolation()).isTrue();
  }
}
