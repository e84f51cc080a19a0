package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.TransferBatch;

/**
 * Tells half of the backups another story: as primary another batch, as valid as the honest one,
 * and then its own commit for it.
 */
final class Equivocate extends Described {
  private static final int STORIES = 64;

  Equivocate() {
    super(
        "equivocate",
        "INV-1",
        "as primary, proposes different batches for one sequence number to different backups",
        "no two correct nodes execute different blocks; both signed proposals become evidence"
            + " against it, and another primary takes over");
  }

  @Override
  public Malice begin(Means means) {
    Halves halves = Halves.of(means);
    Map<Digest, TransferBatch> stories = new Remembered<>(STORIES);
    return Speech.lying(
        means,
        (to, said) ->
            halves.deceives(to) ? List.of(otherStory(means, stories, said)) : List.of(said));
  }

  private static Envelope otherStory(
      Means means, Map<Digest, TransferBatch> stories, Envelope said) {
    if (said instanceof Envelope.Proposal(Signed<PrePrepare> signed, TransferBatch honest)) {
      PrePrepare m = signed.message();
      TransferBatch other = stories.computeIfAbsent(m.digest(), d -> Falsehood.later(honest));
      PrePrepare lie = new PrePrepare(m.view(), m.sequence(), other.digest(), m.replica());
      return new Envelope.Proposal(means.signer().signed(lie), other);
    }
    if (said.signed().message() instanceof Commit m && stories.containsKey(m.digest())) {
      Digest other = Objects.requireNonNull(stories.get(m.digest())).digest();
      return Speech.say(means, new Commit(m.view(), m.sequence(), other, m.replica()));
    }
    return said;
  }
}
