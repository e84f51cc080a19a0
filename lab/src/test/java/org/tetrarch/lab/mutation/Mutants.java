package org.tetrarch.lab.mutation;

import java.util.List;
import java.util.stream.Stream;

/** All mistakes that are planted. */
final class Mutants {
  static final List<Mutant> ALL =
      Stream.of(
              QuorumMutants.ALL,
              NormalCaseMutants.ALL,
              DurabilityMutants.ALL,
              StorageMutants.ALL,
              CheckpointMutants.ALL,
              ViewChangeMutants.ALL,
              VerificationMutants.ALL,
              LivenessMutants.ALL,
              JoiningMutants.ALL,
              ExecutionMutants.ALL,
              EvidenceMutants.ALL)
          .flatMap(List::stream)
          .toList();

  private Mutants() {}
}
