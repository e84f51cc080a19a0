package org.tetrarch.lab.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of docs/mutants.md: which seed catches each mutant. It is kept nowhere else, so what
 * people read is what the test runs.
 *
 * @param catches by the name of the mutant
 * @param mistakes what it says of each mutant
 */
record Table(Map<String, Catch> catches, Map<String, String> mistakes) {
  private static final Path FILE = Path.of("../docs/mutants.md");
  private static final String HEADING = "| mutant | the mistake | caught by | seed |\n";
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| (.*) \\| ([A-Za-z0-9-]+) \\| (\\d+) \\|");

  static Table read() {
    Map<String, Catch> catches = new LinkedHashMap<>();
    Map<String, String> mistakes = new LinkedHashMap<>();
    for (String line : text().lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        catches.put(row.group(1), new Catch(row.group(3), Long.parseLong(row.group(4))));
        mistakes.put(row.group(1), row.group(2));
      }
    }
    return new Table(catches, mistakes);
  }

  /** Puts these into the place of the rows that are there. */
  static void write(List<Mutant> mutants, Map<String, Catch> catches) {
    StringBuilder table = new StringBuilder(HEADING).append("|---|---|---|---|\n");
    for (Mutant mutant : mutants) {
      Catch caught = catches.get(mutant.name());
      if (caught != null) {
        table.append(
            "| `%s` | %s | %s | %d |\n"
                .formatted(mutant.name(), mutant.mistake(), caught.invariant(), caught.seed()));
      }
    }
    String text = text();
    int from = text.indexOf(HEADING);
    int end = text.indexOf("\n\n", from);
    String after = end < 0 ? "" : text.substring(end + 1);
    try {
      Files.writeString(FILE, text.substring(0, from) + table + after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
