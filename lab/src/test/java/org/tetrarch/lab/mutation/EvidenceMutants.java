package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in accusing. */
final class EvidenceMutants {
  private static final String CONSENSUS = "consensus-pbft/src/main/java/org/tetrarch/consensus/";
  private static final String STATE = CONSENSUS + "state/ReplicaState.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "same-assignment-is-a-lie",
              "hearing one pre-prepare twice is taken for a lie",
              CONSENSUS + "normal/Assignments.java",
              "if (earlier == null || earlier.message().digest().equals(message.digest())) {",
              "if (earlier == null) {"),
          new Mutant(
              "evidence-without-end",
              "evidence is reported again and again",
              STATE,
              "if (known.size() < MAX_EVIDENCE_PER_REPLICA && known.add(found.subject())) {",
              "if (known.add(found.subject() + known.size())) {"));

  private EvidenceMutants() {}
}
