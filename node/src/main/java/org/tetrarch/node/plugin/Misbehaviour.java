package org.tetrarch.node.plugin;

/** A way in which a replica departs from the protocol. Stateless: {@link Malice} is it at work. */
public interface Misbehaviour {
  /** A stable kebab-case name. */
  String name();

  /** What it does, in one sentence for the person who picks it. */
  String description();

  /** What is seen when PBFT holds. */
  String expectation();

  /** The invariant that it attacks, such as INV-1. */
  String attacks();

  /** Begins to misbehave in one replica. */
  Malice begin(Means means);
}
