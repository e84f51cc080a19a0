package org.tetrarch.genesis;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.tetrarch.genesis",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnTheLedgerAloneAmongOurModules =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "belong to another module of ours",
                  type ->
                      type.getPackageName().startsWith("org.tetrarch.")
                          && !type.getPackageName().startsWith("org.tetrarch.genesis")
                          && !type.getPackageName().startsWith("org.tetrarch.ledger")));

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("org.tetrarch.(genesis..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCommandsKnowPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackages("..genesis.cli..", "..genesis.terminal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule theGenesisItselfTouchesNoNetwork =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.net.http..");

  @ArchTest
  static final ArchRule documentsKnowNothingOfOurs =
      classes()
          .that()
          .resideInAPackage("..genesis.document..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "..genesis.document..", "com.fasterxml..", "java..", "org.jspecify..");
}
