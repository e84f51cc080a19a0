package org.tetrarch.node.localnet;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The program that the nodes of a network run: a copy of this one's jars, made when the network
 * starts. A build made while it runs replaces jars that a node has not read whole yet; and a node
 * that is started again must be the same program as its peers.
 */
final class ProgramCopy {
  private static final String ARGUMENT_FILE = "java.args";

  private ProgramCopy() {}

  /** The file for {@code java @FILE} in a network that was started before. */
  static Path argumentFile(NetworkFolder network) {
    return network.programFolder().resolve(ARGUMENT_FILE);
  }

  /**
   * Copies the jars of the program's class path, and writes the argument file: the JVM's options,
   * the class path, the main class. Folders of classes are used where they are. Jars that are there
   * already, of the same size and time, are left alone.
   */
  static void make(NetworkFolder network, NodeProgram program) throws IOException {
    Path folder = Files.createDirectories(network.programFolder());
    List<String> entries = new ArrayList<>();
    Set<Path> kept = new HashSet<>(Set.of(folder.resolve(ARGUMENT_FILE)));
    for (String entry : program.classPath().split(File.pathSeparator, -1)) {
      Path source = Path.of(entry).toAbsolutePath().normalize();
      if (Files.isRegularFile(source)) {
        Path copy = folder.resolve(source.getFileName());
        // Two jars of one name would hide each other: the second is used where it is.
        boolean first = kept.add(copy);
        if (first) {
          copy(source, copy);
        }
        entries.add((first ? copy : source).toString());
      } else if (Files.isDirectory(source)) {
        entries.add(source.toString());
      }
    }
    removeOthers(folder, kept);
    List<String> lines = new ArrayList<>(program.jvmOptions());
    lines.addAll(List.of("-cp", String.join(File.pathSeparator, entries), program.mainClass()));
    Files.write(
        folder.resolve(ARGUMENT_FILE),
        lines.stream().map(ProgramCopy::quoted).toList(),
        StandardCharsets.UTF_8);
  }

  private static void copy(Path source, Path target) throws IOException {
    boolean same =
        Files.exists(target)
            && Files.size(target) == Files.size(source)
            && Files.getLastModifiedTime(target).equals(Files.getLastModifiedTime(source));
    if (!same) {
      // With its time: a class archive is only used with jars of the time that it was made from.
      Files.copy(
          source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void removeOthers(Path folder, Set<Path> kept) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> !kept.contains(file)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** As the argument files of java(1) want it: a backslash is written twice. */
  static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
