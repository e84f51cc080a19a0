package org.tetrarch.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which library a process chooses is decided once, so each case is a process of its own. */
class NativeFallbackTest {
  private static final String KEY_ONE = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf";
  private static final int TIMEOUT_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void theNativeLibraryIsUsedWhereItLoads() throws Exception {
    assertThat(probe("-Dfr.acinq.secp256k1.tmpdir=" + folder)).isEqualTo("libsecp256k1 " + KEY_ONE);
  }

  @Test
  void whereTheTemporaryFolderIsOfNoUseBouncyCastleTakesOver() throws Exception {
    assertThat(probe("-Dfr.acinq.secp256k1.tmpdir=" + folder.resolve("missing")))
        .isEqualTo("Bouncy Castle " + KEY_ONE);
  }

  @Test
  void whereThereIsNoLibraryForThePlatformBouncyCastleTakesOver() throws Exception {
    assertThat(probe("-Dos.name=Plan9")).isEqualTo("Bouncy Castle " + KEY_ONE);
  }

  /** The last line that the probe writes. */
  private String probe(String option) throws Exception {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                EcdsaProbe.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("the probe ends within %d s", TIMEOUT_SECONDS).isTrue();
    return Files.readString(out).lines().reduce("", (before, line) -> line);
  }
}
