package org.tetrarch.wallet;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.tetrarch.wallet",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnLedgerAndGenesisAloneAmongOurModules =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "belong to another module of ours",
                  type ->
                      type.getPackageName().startsWith("org.tetrarch.")
                          && !type.getPackageName().startsWith("org.tetrarch.wallet")
                          && !type.getPackageName().startsWith("org.tetrarch.ledger")
                          && !type.getPackageName().startsWith("org.tetrarch.genesis")));

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("org.tetrarch.wallet.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCommandsKnowPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("..wallet.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule nothingDependsOnTheCommands =
      noClasses()
          .that()
          .resideOutsideOfPackage("..wallet.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..wallet.cli..");

  /** What asks a node must not be able to reach a key on disk, and the other way round. */
  @ArchTest
  static final ArchRule keysAndTheNetworkKnowNothingOfEachOther =
      noClasses()
          .that()
          .resideInAnyPackage("..wallet.keystore..", "..wallet.prompt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "..wallet.rpc..", "..wallet.chain..");

  @ArchTest
  static final ArchRule whatAsksANodeHoldsNoKey =
      noClasses()
          .that()
          .resideInAnyPackage("..wallet.rpc..", "..wallet.chain..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.tetrarch.ledger.crypto.PrivateKey")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("..wallet.keystore..", "..wallet.prompt..");
}
