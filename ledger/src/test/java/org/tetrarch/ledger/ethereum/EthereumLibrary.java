package org.tetrarch.ledger.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The scripts of {@code src/test/js}, which ask an Ethereum library that nobody here wrote. */
final class EthereumLibrary {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Path SCRIPTS = Path.of("src", "test", "js");
  private static final int TIMEOUT_SECONDS = 120;

  private EthereumLibrary() {}

  /** Runs a script on a request; fails with what it wrote to standard error. */
  static JsonNode ask(String script, JsonNode request) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ethereum-library");
    Path in = folder.resolve("request.json");
    Path out = folder.resolve("answer.json");
    Path err = folder.resolve("errors.txt");
    try {
      JSON.writeValue(in.toFile(), request);
      Process process =
          new ProcessBuilder("node", SCRIPTS.resolve(script).toString())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(script + " took more than " + TIMEOUT_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(script + " failed:\n" + Files.readString(err));
      }
      return JSON.readTree(out.toFile());
    } finally {
      Files.deleteIfExists(in);
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
      Files.delete(folder);
    }
  }
}
