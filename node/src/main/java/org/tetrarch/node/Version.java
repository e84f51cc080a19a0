package org.tetrarch.node;

/** This program's version. */
final class Version {
  static final String CURRENT = "0.1.0";

  private Version() {}
}
