package org.tetrarch.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module reads a node through its ports alone, and its packages depend one way. */
@AnalyzeClasses(packages = "org.tetrarch.web", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule OF_OURS_ONLY_THE_LEDGER =
      noClasses()
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "belong to a module other than the ledger",
                  type ->
                      type.getPackageName().startsWith("org.tetrarch.")
                          && !type.getPackageName().startsWith("org.tetrarch.web")
                          && !type.getPackageName().startsWith("org.tetrarch.ledger")));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.tetrarch.web.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PORTS_NEED_NOTHING_BUT_THE_LEDGER =
      classes()
          .that()
          .resideInAPackage("org.tetrarch.web.port")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "org.tetrarch.ledger..", "org.tetrarch.web.port");

  @ArchTest
  static final ArchRule SHAPES_KNOW_NO_HTTP =
      noClasses()
          .that()
          .resideInAPackage("org.tetrarch.web.json")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "jakarta..", "org.eclipse..");

  @ArchTest
  static final ArchRule PARTS_DO_NOT_KNOW_THE_WHOLE =
      noClasses()
          .that()
          .resideInAPackage("org.tetrarch.web.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tetrarch.web");
}
