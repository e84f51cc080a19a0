package org.tetrarch.node.mempool;

/** The answer to a transaction that is offered. */
public sealed interface Admission {
  /** New, and kept. */
  record Accepted() implements Admission {}

  /** Waiting here already, or executed. */
  record AlreadyKnown() implements Admission {}

  /**
   * Not kept.
   *
   * @param reason begins with go-ethereum's wording where it has one: clients match it
   */
  record Rejected(String reason) implements Admission {}
}
