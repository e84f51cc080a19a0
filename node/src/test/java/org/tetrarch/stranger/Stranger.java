package org.tetrarch.stranger;

/** Of a module that the node must not know. */
public final class Stranger {
  private Stranger() {}

  public static int answer() {
    return 42;
  }
}
