package org.tetrarch.wallet.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** No node gave an answer that could be believed. */
public final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Trouble> troubles;

  NoAnswerException(List<Trouble> troubles) {
    super(describe(troubles));
    this.troubles = List.copyOf(troubles);
  }

  /** The gravest of what was met. */
  public Trouble.Kind kind() {
    return troubles.stream()
        .map(Trouble::kind)
        .max(Comparator.naturalOrder())
        .orElse(Trouble.Kind.UNREACHABLE);
  }

  private static String describe(List<Trouble> troubles) {
    if (troubles.size() == 1) {
      return troubles.getFirst().describe();
    }
    boolean nobodyThere =
        troubles.stream().allMatch(trouble -> trouble.kind() == Trouble.Kind.UNREACHABLE);
    if (nobodyThere && troubles.stream().map(Trouble::reason).distinct().count() == 1) {
      return "no node is reachable: %s (tried %s)"
          .formatted(
              troubles.getFirst().reason(),
              troubles.stream()
                  .map(trouble -> trouble.node().describe())
                  .collect(Collectors.joining(", ")));
    }
    String each = troubles.stream().map(Trouble::describe).collect(Collectors.joining("; "));
    return (nobodyThere ? "no node is reachable: " : "no node can be believed: ") + each;
  }
}
