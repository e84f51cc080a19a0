package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Assigns each batch the sequence number above the one that is next. */
final class SkipSequence extends Described {
  SkipSequence() {
    super(
        "skip-sequence",
        "INV-1",
        "as primary, leaves a sequence number out and proposes beyond it",
        "nothing beyond the hole is executed; another primary takes over and fills it");
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
    PrePrepare lie = new PrePrepare(m.view(), m.sequence().next(), m.digest(), m.replica());
    return new Envelope.Proposal(means.signer().signed(lie), batch);
  }
}
