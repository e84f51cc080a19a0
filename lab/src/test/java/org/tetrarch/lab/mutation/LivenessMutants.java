package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in suspecting, repeating and catching up (PBFT §4.5.2). */
final class LivenessMutants {
  private static final String CONSENSUS = "consensus-pbft/src/main/java/org/tetrarch/consensus/";
  private static final String SUSPICION = CONSENSUS + "liveness/Suspicion.java";
  private static final String CATCH_UP = CONSENSUS + "catchup/CatchUp.java";
  private static final String NODE = "node/src/main/java/org/tetrarch/node/";
  private static final String FETCHER = NODE + "sync/StateFetcher.java";
  private static final String LOOP = NODE + "runtime/ReplicaLoop.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "nobody-suspects",
              "no replica ever suspects its primary",
              SUSPICION,
              "return state.active() && !causes.isEmpty();",
              "return false;"),
          new Mutant(
              "suspicion-of-all",
              "a replica leaves its view only when all suspect the primary",
              SUSPICION,
              "int enough = state.replicas().oneCorrect(); int wanting",
              "int enough = state.replicas().size(); int wanting"),
          new Mutant(
              "suspicion-not-counted",
              "what others say of the primary is not counted",
              SUSPICION,
              "suspectedBy.put(status.replica(), period);",
              ""),
          new Mutant(
              "blocks-never-fetched",
              "a replica that is behind does not fetch blocks",
              CATCH_UP,
              "if (!holders.isEmpty()) {",
              "if (holders.size() > state.replicas().size()) {"),
          new Mutant(
              "status-said-once",
              "a replica says once where it stands",
              CATCH_UP,
              "state.emit(new Output.StartTimer(TimerId.STATUS, state.config().timeouts().status()));",
              ""),
          new Mutant(
              "waits-for-ever-for-blocks",
              "a peer that does not answer is waited for without end",
              FETCHER,
              "if (asked != null && clock.getAsLong() - askedAtMillis >= PATIENCE_MILLIS) {",
              "if (asked != null && clock.getAsLong() < 0) {"),
          new Mutant(
              "empty-build-waited-for",
              "a primary that had nothing to propose waits for that batch for ever",
              LOOP,
              "building = false; batch",
              "building = batch.isEmpty(); batch"),
          new Mutant(
              "blocks-given-to-nobody",
              "blocks are given to nobody",
              NODE + "sync/BlockServer.java",
              "network.send(from, page(request));",
              "page(request);"));

  private LivenessMutants() {}
}
