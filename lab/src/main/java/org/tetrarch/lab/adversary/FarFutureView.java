package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.View;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Asks for views that nobody will see. */
final class FarFutureView extends Described {
  private static final long FAR = 1_000_000;

  FarFutureView() {
    super(
        "far-future-view",
        "INV-10",
        "demands view changes to views a million ahead",
        "nothing: one replica alone moves nobody, and the smallest view that f+1 ask for is the"
            + " one to join");
  }

  @Override
  public Malice begin(Means means) {
    AtomicLong turn = new AtomicLong();
    return Speech.besideStatus(
        means,
        (to, status) -> {
          View far = View.of(status.view().number() + FAR + turn.getAndIncrement());
          return List.of(
              Speech.say(means, new ViewChange(far, status.stable(), List.of(), means.self())));
        });
  }
}
