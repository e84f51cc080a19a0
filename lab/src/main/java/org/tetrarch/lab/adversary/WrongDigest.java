package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Signs a digest that is not that of the batch beside it. */
final class WrongDigest extends Described {
  WrongDigest() {
    super(
        "wrong-digest",
        "INV-1",
        "as primary, sends pre-prepares whose digest is not that of the batch beside them",
        "every correct node refuses them at the door, and another primary takes over");
  }

  @Override
  public Malice begin(Means means) {
    return Speech.lying(means, (to, said) -> List.of(lie(means, said)));
  }

  private static Envelope lie(Means means, Envelope said) {
    if (!(said instanceof Envelope.Proposal(Signed<PrePrepare> signed, Batch batch))) {
      return said;
    }
    PrePrepare m = signed.message();
    PrePrepare lie =
        new PrePrepare(m.view(), m.sequence(), Falsehood.other(m.digest()), m.replica());
    return new Envelope.Proposal(means.signer().signed(lie), batch);
  }
}
