package org.tetrarch.node.localnet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a network moves, or does not.
 *
 * @param sentence the verdict, with its figures
 * @param findings what is not as it should be, the worst first; empty when nothing is
 */
public record Checkup(Verdict verdict, String sentence, List<Finding> findings) {
  public Checkup {
    findings = List.copyOf(findings);
  }

  /** How it is in one word. */
  public enum Verdict {
    /** Blocks are made. */
    MOVES,
    /** Nothing waits, so no block is made. */
    IDLE,
    /** Transactions wait although enough nodes vote: it is between views, or they wait in vain. */
    WAITS,
    /** Too few vote: nothing can become final. */
    STUCK;

    /** As it is written in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what is sent now becomes final. */
    public boolean isWell() {
      return this == MOVES || this == IDLE;
    }
  }

  /**
   * One thing that was found.
   *
   * @param remedy what to do about it; empty where waiting is enough
   */
  public record Finding(String what, Optional<String> remedy) {
    static Finding of(String what) {
      return new Finding(what, Optional.empty());
    }

    static Finding of(String what, String remedy) {
      return new Finding(what, Optional.of(remedy));
    }
  }
}
