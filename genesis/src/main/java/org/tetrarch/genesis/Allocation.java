package org.tetrarch.genesis;

import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;

/** What an account owns in the genesis block, with a remark for people. */
public record Allocation(Wei balance, @Nullable String comment) {
  static final int MAX_COMMENT_LENGTH = 200;

  public Allocation {
    if (comment != null && comment.length() > MAX_COMMENT_LENGTH) {
      throw new IllegalArgumentException(
          "comment: is longer than " + MAX_COMMENT_LENGTH + " characters");
    }
  }

  public Allocation(Wei balance) {
    this(balance, null);
  }

  /** The name that the comment begins with, before a colon; empty if there is none. */
  public String name() {
    return comment == null ? "" : comment.substring(0, Math.max(0, comment.indexOf(':')));
  }
}
