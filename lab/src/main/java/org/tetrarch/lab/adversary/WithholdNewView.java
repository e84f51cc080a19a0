package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.number.View;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Keeps the view that it should open to itself. */
final class WithholdNewView extends Described {
  WithholdNewView() {
    super(
        "withhold-new-view",
        "INV-10",
        "as new primary, says nothing: it sends no new-view and no proposal",
        "the others wait one timeout, and go to the view after it");
  }

  @Override
  public Malice begin(Means means) {
    return Speech.lying(
        means,
        (to, said) ->
            switch (said.signed().message()) {
              case NewView m -> List.of();
              case PrePrepare m when m.view().isAfter(View.FIRST) -> List.of();
              default -> List.of(said);
            });
  }
}
