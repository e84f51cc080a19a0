package org.tetrarch.lab.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tlc2.TLC;

/** Runs TLC on the modules of {@code lab/src/tla}, in a process of its own: it keeps statics. */
final class Tlc {
  private static final Path SPECS = Path.of("src", "tla");
  private static final Path RUNS = Path.of("target", "tlc");
  private static final Pattern FOUND = Pattern.compile("([\\d,]+) distinct states found");
  private static final Pattern DEPTH =
      Pattern.compile("depth of the complete state graph search is (\\d+)");
  private static final Pattern VIOLATED = Pattern.compile("Invariant (\\w+) is violated");
  private static final Pattern STATE = Pattern.compile("(?m)^State \\d+: ");

  private Tlc() {}

  /**
   * What TLC said.
   *
   * @param exhausted whether every reachable state was looked at and nothing was wrong
   * @param violated the invariant that does not hold
   * @param counterexample how many states lead to it, the initial one included
   */
  record Verdict(
      boolean exhausted,
      Optional<String> violated,
      int counterexample,
      long distinctStates,
      int depth,
      double seconds,
      String output) {

    private static Verdict of(String output, double seconds) {
      Matcher violated = VIOLATED.matcher(output);
      return new Verdict(
          output.contains("Model checking completed. No error has been found."),
          violated.find() ? Optional.of(violated.group(1)) : Optional.empty(),
          (int) STATE.matcher(output).results().count(),
          last(FOUND, output),
          (int) last(DEPTH, output),
          seconds,
          output);
    }

    private static long last(Pattern pattern, String output) {
      return pattern
          .matcher(output)
          .results()
          .map(match -> Long.parseLong(match.group(1).replace(",", "")))
          .reduce(0L, (earlier, later) -> later);
    }
  }

  /**
   * @param name of the run, which becomes the folder of its files under {@code target/tlc}
   * @param root the module to check
   * @param generated the text of modules that are not in {@code lab/src/tla}, by name
   * @param minutes after which the run is ended, and its verdict is on what it saw until then
   */
  static Verdict run(
      String name, String root, Map<String, String> generated, String config, int minutes) {
    try {
      Path folder = prepare(name);
      for (Map.Entry<String, String> module : generated.entrySet()) {
        Files.writeString(folder.resolve(module.getKey() + ".tla"), module.getValue());
      }
      Files.writeString(folder.resolve(root + ".cfg"), config);
      long started = System.nanoTime();
      String output = execute(folder, root, minutes);
      return Verdict.of(output, (System.nanoTime() - started) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path prepare(String name) throws IOException {
    Path folder = RUNS.resolve(name);
    Files.createDirectories(folder);
    try (Stream<Path> specs = Files.list(SPECS)) {
      for (Path spec : specs.filter(path -> path.toString().endsWith(".tla")).toList()) {
        Files.writeString(folder.resolve(spec.getFileName()), Files.readString(spec));
      }
    }
    return folder;
  }

  private static String execute(Path folder, String root, int minutes) throws IOException {
    Path output = folder.resolve("output.txt");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + System.getProperty("tlc.heap", "2g"),
            "-XX:+UseParallelGC",
            "-cp",
            jar(),
            "tlc2.TLC",
            "-workers",
            "1",
            "-config",
            root + ".cfg",
            root + ".tla");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      // A run that is cut short has still looked at what it has looked at.
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  private static String jar() {
    try {
      return Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
