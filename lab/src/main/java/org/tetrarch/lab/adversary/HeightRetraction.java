package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Boasts of blocks that nobody has, and then knows of none. */
final class HeightRetraction extends Described {
  private static final long BOAST = 1_000;

  HeightRetraction() {
    super(
        "height-retraction",
        "INV-9",
        "claims to have a thousand blocks more than there are, and then to have none",
        "nothing: only what a certificate proves is believed, and it is only ever sent what it"
            + " says it lacks");
  }

  @Override
  public Malice begin(Means means) {
    Digest atGenesis = Digest.of(means.genesis().hash().toBytes());
    Map<ReplicaId, Boolean> boasted = new TreeMap<>();
    return Speech.lying(
        means,
        (to, said) -> {
          if (!(said.signed().message() instanceof Status m)) {
            return List.of(said);
          }
          boolean boast = !boasted.getOrDefault(to, false);
          boasted.put(to, boast);
          SequenceNumber height = boast ? m.executed().plus(BOAST) : SequenceNumber.GENESIS;
          StableCheckpoint proof = boast ? m.stable() : StableCheckpoint.genesis(atGenesis);
          return List.of(
              Speech.say(
                  means, new Status(m.view(), m.mode(), height, proof, m.suspects(), m.replica())));
        });
  }
}
