package org.tetrarch.lab.adversary;

import org.tetrarch.node.plugin.Misbehaviour;

/** What every misbehaviour says of itself. */
abstract class Described implements Misbehaviour {
  private final String name;
  private final String description;
  private final String expectation;
  private final String attacks;

  Described(String name, String attacks, String description, String expectation) {
    this.name = name;
    this.attacks = attacks;
    this.description = description;
    this.expectation = expectation;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final String expectation() {
    return expectation;
  }

  @Override
  public final String attacks() {
    return attacks;
  }
}
