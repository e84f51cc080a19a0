package org.tetrarch.node.localnet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node process runs.
 *
 * @param classPath as for java(1)
 * @param mainClass takes the arguments {@code CONFIG_FILE DATA_DIRECTORY PORT_OFFSET EXPLORER_URLS
 *     [LAB_TOKEN_FILE]}, the URLs joined by commas in the order of the replicas
 * @param classArchive a {@link StartArchive} of that class path
 */
public record NodeProgram(String classPath, String mainClass, Optional<Path> classArchive) {

  /** This very program, for a launcher that names the archive that was made at the build. */
  public static NodeProgram ofThisProcess(String mainClass) {
    return new NodeProgram(
        System.getProperty("java.class.path"),
        mainClass,
        Optional.ofNullable(System.getProperty("tetrarch.node.archive"))
            .map(Path::of)
            .filter(StartArchive::isThere));
  }

  /**
   * For a node that is idle most of the time beside others on one small machine: the serial
   * collector and small reserves keep it below 300 MB; what it may take under load stays bounded.
   */
  List<String> jvmOptions() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx512m",
                "-Xss512k",
                "-XX:MaxMetaspaceSize=160m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:MaxDirectMemorySize=128m",
                // A node that is out of memory is a dead node: its peers go on without it.
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xlog:cds*=off:stderr",
                "-Xlog:aot*=off:stderr"));
    classArchive.ifPresent(archive -> options.add(StartArchive.useOption(archive)));
    return options;
  }
}
