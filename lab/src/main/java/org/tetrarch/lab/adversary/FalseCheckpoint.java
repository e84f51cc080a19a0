package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Signs, for each block, a hash that no block has. */
final class FalseCheckpoint extends Described {
  FalseCheckpoint() {
    super(
        "false-checkpoint",
        "INV-8",
        "signs a wrong block hash in every checkpoint",
        "certificates are made of the others' signatures, and all correct nodes have the same"
            + " blocks");
  }

  @Override
  public Malice begin(Means means) {
    return Speech.lying(
        means,
        (to, said) ->
            said.signed().message() instanceof Checkpoint m
                ? List.of(
                    Speech.say(
                        means,
                        new Checkpoint(m.sequence(), Falsehood.other(m.state()), m.replica())))
                : List.of(said));
  }
}
