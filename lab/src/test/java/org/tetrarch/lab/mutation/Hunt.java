package org.tetrarch.lab.mutation;

import java.util.Optional;

/** Looks for a seed that catches a mutant: first where it was caught before, then from 1 on. */
final class Hunt {
  private final long seeds;

  /**
   * @param seeds how many are tried
   */
  Hunt(long seeds) {
    this.seeds = seeds;
  }

  Optional<Catch> search(Mutant mutant, Optional<Catch> before) {
    Program program = Program.with(mutant);
    Optional<Catch> caught = before.flatMap(known -> run(program, mutant, known.seed()));
    for (long seed = 1; caught.isEmpty() && seed <= seeds; seed++) {
      caught = run(program, mutant, seed);
    }
    if (caught.isEmpty()) {
      System.out.printf("%s survives %d seeds%n", mutant, seeds);
    }
    return caught;
  }

  private static Optional<Catch> run(Program program, Mutant mutant, long seed) {
    String broken = Watchdog.bounded(mutant + " at seed " + seed, () -> program.breaks(seed));
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    System.out.printf("%s, seed %d, %s%n", mutant, seed, broken);
    return Optional.of(Catch.of(broken, seed));
  }
}
