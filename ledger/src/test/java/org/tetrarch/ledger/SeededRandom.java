package org.tetrarch.ledger;

import java.util.Random;

/** Randomness that can be replayed: each use prints its seed. */
public final class SeededRandom {
  private static final String PROPERTY = "tetrarch.seed";

  private SeededRandom() {}

  public static Random create(Class<?> test) {
    long seed = Long.getLong(PROPERTY, System.nanoTime());
    String name = test.getSimpleName();
    String goal = name.endsWith("IT") ? "verify -Dit.test=" : "test -Dtest=";
    System.out.printf(
        "%s: replay with mvn -pl ledger %s%s -D%s=%d%n", name, goal, name, PROPERTY, seed);
    return new Random(seed);
  }

  public static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
