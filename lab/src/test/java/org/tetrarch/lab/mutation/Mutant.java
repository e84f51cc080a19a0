package org.tetrarch.lab.mutation;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One planted mistake. White space in what is looked for matches any other white space, so that the
 * source may be laid out anew.
 *
 * @param name short, for the table
 * @param mistake what the program does wrong, for people
 * @param file of the source, from the root of the checkout
 * @param original what stands there exactly once
 * @param changed what stands there instead
 */
record Mutant(String name, String mistake, String file, String original, String changed) {

  /** The source with the mistake in it. Throws if the place is not there, or is there twice. */
  String plantedIn(String source) {
    Matcher place = place().matcher(source);
    if (!place.find()) {
      throw new IllegalStateException(name + ": in " + file + " there is no " + original);
    }
    int from = place.start();
    int to = place.end();
    if (place.find()) {
      throw new IllegalStateException(
          name + ": in " + file + " there is more than one " + original);
    }
    return source.substring(0, from) + changed + source.substring(to);
  }

  private Pattern place() {
    return Pattern.compile(
        List.of(original.strip().split("\\s+")).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+")));
  }

  /** The module that the source belongs to. */
  String module() {
    return Path.of(file).getName(0).toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
