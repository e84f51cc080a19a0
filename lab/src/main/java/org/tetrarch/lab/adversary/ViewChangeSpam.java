package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** Suspects every primary, and asks for the next view with every word it says. */
final class ViewChangeSpam extends Described {
  ViewChangeSpam() {
    super(
        "view-change-spam",
        "INV-10",
        "suspects every primary, and demands a view change all the time",
        "the view stays: it takes f+1 replicas to leave one");
  }

  @Override
  public Malice begin(Means means) {
    return new Demands(means);
  }

  private static final class Demands implements Malice {
    private final Means means;
    private Optional<Status> status = Optional.empty();
    private long demanded;

    Demands(Means means) {
      this.means = means;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      Optional<Envelope> own = Speech.own(means.self(), frame);
      if (own.isEmpty()) {
        return List.of(frame);
      }
      List<Frame> all = new ArrayList<>();
      if (own.get().signed().message() instanceof Status m) {
        status = Optional.of(m);
        all.add(
            new Frame.Consensus(
                Speech.say(
                    means,
                    new Status(m.view(), m.mode(), m.executed(), m.stable(), true, m.replica()))));
      } else {
        all.add(frame);
      }
      status.ifPresent(known -> all.add(demand(known)));
      return all;
    }

    /** Each for a view above the last one, because only a newer demand of a replica is kept. */
    private Frame demand(Status known) {
      demanded = Math.max(demanded, known.view().number()) + 1;
      ViewChange demand =
          new ViewChange(View.of(demanded), known.stable(), List.of(), means.self());
      return new Frame.Consensus(Speech.say(means, demand));
    }
  }
}
