package org.tetrarch.lab.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happened in a run, line by line. Costs nothing when nobody wants it. */
public interface Trace {
  /** Nobody wants it. */
  Trace NONE = (at, who, what) -> {};

  /**
   * @param at virtual milliseconds
   * @param who such as node2
   */
  void note(long at, String who, Supplier<String> what);

  /** To be read by people. */
  static Trace lines(Consumer<String> sink) {
    return (at, who, what) -> sink.accept("%8.3f  %-8s %s".formatted(at / 1000.0, who, what.get()));
  }

  /** Keeps only the digest of all lines: two runs are the same if theirs are. */
  final class Hashed implements Trace {
    private final MessageDigest digest;
    private final Trace lines;

    public Hashed() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
      lines = Trace.lines(line -> digest.update((line + '\n').getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void note(long at, String who, Supplier<String> what) {
      lines.note(at, who, what);
    }

    /** The digest of what was noted so far; the trace begins anew. */
    public String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
