package org.tetrarch.node.localnet;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the file that lets a node start in half the time: its classes as the JVM has them in memory
 * once they are loaded, linked and, from JDK 25 on, profiled (class data sharing; JEP 483, JEP
 * 515). The launcher runs this after a build.
 *
 * <p>The JVM checks for itself that such a file fits it and the jars, and does without one that
 * does not: an archive can be missing, old or broken, and a node starts all the same.
 */
public final class StartArchive {
  /** The first that also keeps profiles, and lets an archive be made with one collector's heap. */
  private static final int AHEAD_OF_TIME_SINCE = 25;

  private static final long PATIENCE_SECONDS = 180;

  private StartArchive() {}

  /**
   * Makes an archive, whole or not at all.
   *
   * @param arguments the file; the main class of a rehearsal, which takes a folder and ends by
   *     itself
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(make(Path.of(arguments[0]), arguments[1]) ? 0 : 1);
  }

  /** An empty file says that making one was tried in vain. */
  static boolean isThere(Path archive) {
    try {
      return Files.isReadable(archive) && Files.size(archive) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  static String useOption(Path archive) {
    return (isAheadOfTime() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
  }

  private static boolean isAheadOfTime() {
    return Runtime.version().feature() >= AHEAD_OF_TIME_SINCE;
  }

  private static boolean make(Path archive, String rehearsal)
      throws IOException, InterruptedException {
    Path folder = archive.toAbsolutePath().resolveSibling("");
    Path stage = Files.createTempDirectory("tetrarch-rehearsal");
    Path made = Files.createTempFile(folder, "archive", ".new");
    Path recorded = Files.createTempFile(folder, "archive", ".record");
    try {
      boolean done =
          isAheadOfTime()
              ? run(stage, rehearsal, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded)
                  && run(
                      stage,
                      rehearsal,
                      "-XX:AOTMode=create",
                      "-XX:AOTConfiguration=" + recorded,
                      "-XX:AOTCache=" + made)
              : run(stage, rehearsal, "-XX:ArchiveClassesAtExit=" + made);
      if (done && isThere(made)) {
        Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
        return true;
      }
      return false;
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(recorded);
      new NetworkFolder(stage).delete();
    }
  }

  /** Runs the rehearsal with the very options of a node, as the archive depends on some. */
  private static boolean run(Path stage, String rehearsal, String... options)
      throws IOException, InterruptedException {
    NodeProgram node =
        new NodeProgram(System.getProperty("java.class.path"), rehearsal, Optional.empty());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(node.jvmOptions());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", node.classPath(), node.mainClass()));
    command.add(stage.resolve("network").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }
}
