package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** Lives in the past: repeats what was said in old views, and votes anew in them. */
final class StaleView extends Described {
  private static final int REMEMBERED = 256;
  private static final int REPLAYED = 8;

  StaleView() {
    super(
        "stale-view",
        "INV-9",
        "replays messages of old views, and votes in them again",
        "nothing: no correct node goes back to an old view or counts a vote of one");
  }

  @Override
  public Malice begin(Means means) {
    return new Past(means);
  }

  private static final class Past implements Malice {
    private final Means means;
    private final Recent<Envelope> said = new Recent<>(REMEMBERED);
    private View newest = View.FIRST;

    Past(Means means) {
      this.means = means;
    }

    private void hear(Envelope envelope) {
      said.add(envelope);
      View view = viewOf(envelope);
      if (envelope.signed().message() instanceof Status && view.isAfter(newest)) {
        newest = view;
      }
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      if (frame instanceof Frame.Consensus(Envelope envelope)) {
        hear(envelope);
      }
      return true;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      if (!(frame instanceof Frame.Consensus(Envelope envelope))) {
        return List.of(frame);
      }
      hear(envelope);
      List<Frame> all = new ArrayList<>(List.of(frame));
      if (envelope.signed().message() instanceof Status) {
        said.some(REPLAYED, means.random()).stream()
            .filter(old -> newest.isAfter(viewOf(old)))
            .forEach(old -> all.add(new Frame.Consensus(old)));
      }
      if (envelope.signed().message() instanceof Commit m && m.view().number() > 0) {
        View before = View.of(m.view().number() - 1);
        Digest other = Falsehood.other(m.digest());
        Commit late = new Commit(before, m.sequence(), other, means.self());
        all.add(new Frame.Consensus(Speech.say(means, late)));
      }
      return all;
    }

    private View viewOf(Envelope envelope) {
      return switch (envelope.signed().message()) {
        case Message.Slotted m -> m.view();
        case ViewChange m -> m.view();
        case NewView m -> m.view();
        case Status m -> m.view();
        // It belongs to no view, so it is never of an old one.
        case Checkpoint m -> newest;
      };
    }
  }
}
