package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Commits one digest towards half of the replicas and another towards the rest. */
final class ConflictingCommits extends Described {
  ConflictingCommits() {
    super(
        "conflicting-commits",
        "INV-1",
        "commits different digests towards different replicas",
        "its commits for what is not prepared count for nothing; all nodes execute the same"
            + " blocks");
  }

  @Override
  public Malice begin(Means means) {
    Halves halves = Halves.of(means);
    return Speech.lying(
        means,
        (to, said) ->
            halves.deceives(to) && said.signed().message() instanceof Commit m
                ? List.of(Speech.say(means, lie(m)))
                : List.of(said));
  }

  private static Commit lie(Commit m) {
    return new Commit(m.view(), m.sequence(), Falsehood.other(m.digest()), m.replica());
  }
}
