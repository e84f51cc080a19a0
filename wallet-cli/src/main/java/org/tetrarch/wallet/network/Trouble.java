package org.tetrarch.wallet.network;

import org.tetrarch.wallet.rpc.NodeAddress;

/**
 * Why a node's answer was of no use.
 *
 * @param reason the rest of a sentence that begins with the node
 */
public record Trouble(NodeAddress node, Kind kind, String reason) {
  /** From the harmless to the grave. */
  public enum Kind {
    /** Nobody answers there. */
    UNREACHABLE("unreachable"),
    /** It answers with an error. */
    REFUSED("refused"),
    /** It is of another chain, and says so. */
    FOREIGN("foreign"),
    /** What it says contradicts what a quorum signed. */
    LIED("lied");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As it is written in JSON. */
    public String word() {
      return word;
    }
  }

  /** For people, as a whole sentence without its end. */
  public String describe() {
    return switch (kind) {
      case UNREACHABLE -> "no node at " + node.describe() + ": " + reason;
      case REFUSED -> node.describe() + " says: " + reason;
      case FOREIGN -> node.describe() + " " + reason;
      case LIED -> node.describe() + " lies: " + reason;
    };
  }
}
