package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Prepares one digest towards half of the replicas and another towards the rest. */
final class ConflictingPrepares extends Described {
  ConflictingPrepares() {
    super(
        "conflicting-prepares",
        "INV-1",
        "as backup, prepares different digests towards different replicas",
        "its votes for what nobody proposed count for nothing; all nodes execute the same blocks");
  }

  @Override
  public Malice begin(Means means) {
    Halves halves = Halves.of(means);
    return Speech.lying(
        means,
        (to, said) ->
            halves.deceives(to) && said.signed().message() instanceof Prepare m
                ? List.of(Speech.say(means, lie(m)))
                : List.of(said));
  }

  private static Prepare lie(Prepare m) {
    return new Prepare(m.view(), m.sequence(), Falsehood.other(m.digest()), m.replica());
  }
}
