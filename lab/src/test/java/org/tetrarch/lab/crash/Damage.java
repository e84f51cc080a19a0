package org.tetrarch.lab.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Flips bits in the databases of a node that does not run. */
final class Damage {
  private static final int MOST_BITS = 4;

  private Damage() {}

  /** Flips a few bits of one file; tells which, in words. */
  static String flip(Path data, Random random) throws IOException {
    Path file = choose(data, random);
    int bits = 1 + random.nextInt(MOST_BITS);
    List<Long> places = new ArrayList<>();
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < bits; i++) {
        long place = random.nextLong(content.length());
        content.seek(place);
        int before = content.read();
        content.seek(place);
        content.write(before ^ 1 << random.nextInt(Byte.SIZE));
        places.add(place);
      }
    }
    return "a bit at %s of %s, which has %d bytes"
        .formatted(places, data.relativize(file), Files.size(file));
  }

  /** Both databases are hit equally often, and in them all files but those that nobody reads. */
  private static Path choose(Path data, Random random) throws IOException {
    Path database = data.resolve(random.nextBoolean() ? "chain" : "log");
    try (Stream<Path> files = Files.list(database)) {
      List<Path> candidates =
          files
              .filter(file -> !String.valueOf(file.getFileName()).startsWith("LO"))
              .filter(file -> file.toFile().length() > 0)
              .sorted()
              .toList();
      return candidates.get(random.nextInt(candidates.size()));
    }
  }
}
