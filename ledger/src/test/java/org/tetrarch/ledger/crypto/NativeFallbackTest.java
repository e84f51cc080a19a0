package org.tetrarch.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which library a process chooses is decided once, so each case is a process of its own. */
class NativeFallbackTest {
  private static final String KEY_ONE = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf";

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
  private static String probe(String option) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add(option);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EcdsaProbe.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return text.lines().reduce("", (before, line) -> line);
    } finally {
      process.destroyForcibly();
    }
  }
}
