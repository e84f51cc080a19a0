package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Opens its view without the last batch that must reappear, or with nothing in its place. */
final class NewViewOmits extends Described {
  NewViewOmits() {
    super(
        "new-view-omits",
        "INV-7",
        "as new primary, drops a prepared batch from the new-view or puts a null request in its"
            + " place",
        "every backup computes what the view changes demand, refuses the new-view, and goes to the"
            + " next view");
  }

  @Override
  public Malice begin(Means means) {
    Halves halves = Halves.of(means);
    return Speech.lying(
        means,
        (to, said) ->
            said.signed().message() instanceof NewView m && !m.prePrepares().isEmpty()
                ? List.of(Speech.say(means, without(means, m, halves.deceives(to))))
                : List.of(said));
  }

  private static NewView without(Means means, NewView m, boolean nullRequest) {
    List<Signed<PrePrepare>> kept = new ArrayList<>(m.prePrepares());
    PrePrepare dropped = kept.removeLast().message();
    if (nullRequest) {
      PrePrepare nothing =
          new PrePrepare(m.view(), dropped.sequence(), Digest.NULL_REQUEST, m.replica());
      kept.add(means.signer().signed(nothing));
    }
    return new NewView(m.view(), m.viewChanges(), kept, m.replica());
  }
}
