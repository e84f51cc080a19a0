package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes of a replica that has lost its log, and of those that it asks. */
final class JoiningMutants {
  private static final String CONSENSUS = "consensus-pbft/src/main/java/org/tetrarch/consensus/";
  private static final String JOINING = CONSENSUS + "catchup/Joining.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "joined-not-written",
              "from where on a replica votes is not written",
              JOINING,
              "state.outbox().persist(new LogRecord.Joined(floor));",
              ""));

  private JoiningMutants() {}
}
