package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in checking what peers say. */
final class VerificationMutants {

  static final List<Mutant> ALL = List.of();

  private VerificationMutants() {}
}
