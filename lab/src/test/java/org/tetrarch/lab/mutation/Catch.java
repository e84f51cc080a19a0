package org.tetrarch.lab.mutation;

/**
 * How a mutant was caught.
 *
 * @param invariant what a run of it breaks
 * @param seed of that run
 */
record Catch(String invariant, long seed) {
  /** Reads what {@link Program#breaks} says of a run that breaks something. */
  static Catch of(String broken, long seed) {
    return new Catch(broken.substring(0, broken.indexOf(':')), seed);
  }
}
