package org.tetrarch.node;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
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
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.node.wire.planted.Offences;

/** The way of a coin goes in one direction through the packages, and only adapters look outside. */
@AnalyzeClasses(
    packages = "org.tetrarch.node",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.tetrarch.node";
  private static final String NETWORK = "org.tetrarch.node.network..";
  private static final String STORAGE = "org.tetrarch.node.storage..";
  private static final String LOCALNET = "org.tetrarch.node.localnet..";
  private static final String CLI = "org.tetrarch.node.cli..";
  private static final String HTTP = "org.tetrarch.node.http..";
  private static final String PLUGIN = "org.tetrarch.node.plugin..";

  private static final Set<String> MODULES_BELOW =
      Set.of("consensus", "ledger", "genesis", "web", "node");

  private static final Set<String> CLOCKS =
      Set.of("java.time.Instant", "java.time.Clock", "java.time.LocalDateTime");

  @ArchTest
  static final ArchRule knowsOfOurModulesThoseBelowAlone =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "belong to the wallet, the lab, the benchmarks, or another module of ours",
                  ArchitectureTest::isOfOtherModule));

  private static boolean isOfOtherModule(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return type.getPackageName().startsWith("org.tetrarch.") && !MODULES_BELOW.contains(parts[2]);
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("org.tetrarch.node.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule partsDoNotKnowTheWhole =
      noClasses()
          .that()
          .resideInAPackage("org.tetrarch.node.*..")
          .and()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  @ArchTest
  static final ArchRule everyPackageKnowsThoseBelowItAlone =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("wire")
          .definedBy("org.tetrarch.node.wire..")
          .layer("mempool")
          .definedBy("org.tetrarch.node.mempool..")
          .layer("network")
          .definedBy(NETWORK)
          .layer("storage")
          .definedBy(STORAGE)
          .layer("execution")
          .definedBy("org.tetrarch.node.execution..")
          .layer("plugin")
          .definedBy(PLUGIN)
          .layer("runtime")
          .definedBy("org.tetrarch.node.runtime..")
          .layer("sync")
          .definedBy("org.tetrarch.node.sync..")
          .layer("core")
          .definedBy("org.tetrarch.node.core..")
          .layer("http")
          .definedBy(HTTP)
          .layer("evidence")
          .definedBy("org.tetrarch.node.evidence..")
          .layer("localnet")
          .definedBy(LOCALNET)
          .layer("cli")
          .definedBy(CLI)
          .whereLayer("wire")
          .mayNotAccessAnyLayer()
          .whereLayer("mempool")
          .mayNotAccessAnyLayer()
          .whereLayer("network")
          .mayOnlyAccessLayers("wire")
          .whereLayer("storage")
          .mayOnlyAccessLayers("wire")
          .whereLayer("execution")
          .mayOnlyAccessLayers("mempool", "storage", "wire")
          .whereLayer("plugin")
          .mayOnlyAccessLayers("core", "network", "wire")
          .whereLayer("runtime")
          .mayOnlyAccessLayers("execution", "mempool", "storage", "wire")
          .whereLayer("sync")
          .mayOnlyAccessLayers("execution", "mempool", "network", "runtime", "storage", "wire")
          .whereLayer("core")
          .mayOnlyAccessLayers(
              "execution", "mempool", "network", "runtime", "storage", "sync", "wire")
          .whereLayer("http")
          .mayOnlyAccessLayers("execution", "mempool", "plugin", "storage", "wire")
          .whereLayer("evidence")
          .mayOnlyAccessLayers("wire")
          .whereLayer("localnet")
          .mayNotAccessAnyLayer()
          .whereLayer("cli")
          .mayOnlyAccessLayers("evidence", "localnet", "wire");

  @ArchTest
  static final ArchRule onlyTheNetworkAndTheLauncherTouchSockets =
      noClasses()
          .that()
          .resideOutsideOfPackages(NETWORK, LOCALNET, CLI, ROOT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net..", "io.netty..")
                  .or(assignableTo(NetworkChannel.class)));

  @ArchTest
  static final ArchRule onlyStorageAndTheLauncherTouchFiles =
      noClasses()
          .that()
          .resideOutsideOfPackages(STORAGE, LOCALNET, CLI, ROOT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..")
                  .or(assignableTo(File.class))
                  .or(assignableTo(RandomAccessFile.class))
                  .or(assignableTo(FileChannel.class)));

  @ArchTest
  static final ArchRule onlyStorageKnowsLevelDb =
      noClasses()
          .that()
          .resideOutsideOfPackage(STORAGE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.iq80.leveldb..", "org.fusesource..");

  /** The views, and the lab, which may lie in them. */
  @ArchTest
  static final ArchRule onlyTheViewsKnowTheWebServerAndNobodyItsLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackages(HTTP, PLUGIN, ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tetrarch.web..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "jakarta..", "org.eclipse.jetty..");

  /** Time comes in from the composition root, so that a simulator can bring its own. */
  @ArchTest
  static final ArchRule whatTheSimulatorRunsReadsNoClock =
      noClasses()
          .that()
          .resideOutsideOfPackages(NETWORK, LOCALNET, CLI, ROOT)
          .and()
          .doNotHaveFullyQualifiedName("org.tetrarch.node.runtime.LoopThread")
          .should()
          .accessTargetWhere(describe("is a clock", ArchitectureTest::isClock));

  private static boolean isClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    return (owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime").contains(access.getName()))
        || (CLOCKS.contains(owner) && access.getName().startsWith("now"));
  }

  @ArchTest
  static final ArchRule whatIsCalledByAnyThreadStartsNone =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.tetrarch.node.wire..",
              "org.tetrarch.node.mempool..",
              "org.tetrarch.node.core..",
              PLUGIN,
              "org.tetrarch.node.http..")
          .should()
          .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(Thread.Builder.class)));

  // A rule that cannot fail proves nothing: each is shown a class that breaks it.

  @ParameterizedTest
  @ValueSource(classes = {Offences.OtherModule.class})
  void anotherModuleIsSeen(Class<?> offence) {
    assertBreaks(knowsOfOurModulesThoseBelowAlone, offence);
  }

  @ParameterizedTest
  @ValueSource(classes = {Offences.HigherLayer.class})
  void aHigherLayerIsSeen(Class<?> offence) {
    JavaClasses both =
        new ClassFileImporter().importClasses(offence, org.tetrarch.node.execution.ChainHead.class);
    assertThat(everyPackageKnowsThoseBelowItAlone.evaluate(both).hasViolation()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {Offences.TheWhole.class})
  void theWholeIsSeen(Class<?> offence) {
    assertBreaks(partsDoNotKnowTheWhole, offence);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Offences.OpensSocket.class,
        Offences.OpensChannel.class,
        Offences.KnowsNetty.class
      })
  void aSocketIsSeen(Class<?> offence) {
    assertBreaks(onlyTheNetworkAndTheLauncherTouchSockets, offence);
  }

  @ParameterizedTest
  @ValueSource(classes = {Offences.ReadsFile.class, Offences.OpensFile.class})
  void aFileIsSeen(Class<?> offence) {
    assertBreaks(onlyStorageAndTheLauncherTouchFiles, offence);
  }

  @ParameterizedTest
  @ValueSource(classes = {Offences.KnowsLevelDb.class})
  void levelDbIsSeen(Class<?> offence) {
    assertBreaks(onlyStorageKnowsLevelDb, offence);
  }

  @ParameterizedTest
  @ValueSource(classes = {Offences.KnowsWeb.class, Offences.KnowsJavalin.class})
  void theWebServerIsSeen(Class<?> offence) {
    assertBreaks(onlyTheViewsKnowTheWebServerAndNobodyItsLibrary, offence);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Offences.ReadsMillis.class,
        Offences.ReadsNanos.class,
        Offences.ReadsInstant.class
      })
  void aClockIsSeen(Class<?> offence) {
    assertBreaks(whatTheSimulatorRunsReadsNoClock, offence);
  }

  @ParameterizedTest
  @ValueSource(classes = {Offences.StartsThread.class})
  void aThreadIsSeen(Class<?> offence) {
    assertBreaks(whatIsCalledByAnyThreadStartsNone, offence);
  }

  private static void assertBreaks(ArchRule rule, Class<?> offence) {
    JavaClasses one = new ClassFileImporter().importClasses(offence);
    assertThat(rule.evaluate(one).hasViolation()).as(rule.getDescription()).isTrue();
  }
}
