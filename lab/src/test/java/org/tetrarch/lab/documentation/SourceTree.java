package org.tetrarch.lab.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java sources of all modules, tests included, by the names of their classes; but for this
 * package, which names what is not there.
 */
final class SourceTree {
  private final Map<String, String> sources;

  private SourceTree(Map<String, String> sources) {
    this.sources = sources;
  }

  static SourceTree of(Path root) {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> folders =
          modules
              .flatMap(module -> Stream.of("src/main/java", "src/test/java").map(module::resolve))
              .filter(Files::exists)
              .toList();
      for (Path folder : folders) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(SourceTree::counts).toList()) {
            String name = file.getFileName().toString().replace(".java", "");
            sources.merge(name, Files.readString(file), String::concat);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SourceTree(sources);
  }

  private static boolean counts(Path file) {
    return file.toString().endsWith(".java") && !file.getParent().endsWith("lab/documentation");
  }

  /** Those of {@code Class}, {@code Class.member} that no source declares or mentions. */
  List<String> missing(List<String> names) {
    return names.stream().filter(name -> !has(name)).distinct().toList();
  }

  /** Those that stand in no source as a literal. */
  List<String> withoutLiteral(List<String> texts) {
    return texts.stream()
        .filter(text -> sources.values().stream().noneMatch(s -> s.contains('"' + text + '"')))
        .toList();
  }

  private boolean has(String name) {
    String[] parts = name.split("\\.", -1);
    String source = sources.get(parts[0]);
    for (int i = 1; source != null && i < parts.length; i++) {
      if (!Pattern.compile("\\b" + parts[i] + "\\b").matcher(source).find()) {
        return false;
      }
    }
    return source != null;
  }
}
