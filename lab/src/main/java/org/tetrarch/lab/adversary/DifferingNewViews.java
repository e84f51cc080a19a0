package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.NewViewPlan;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/**
 * Opens its view for half of the backups with other view changes than for the rest: each new-view
 * is what its own view changes demand.
 */
final class DifferingNewViews extends Described {
  private static final int VIEWS = 8;

  DifferingNewViews() {
    super(
        "differing-new-views",
        "INV-1",
        "as new primary, sends different new-views to different replicas",
        "what may have committed is in both, so nothing is contradicted; two new-views of one view"
            + " are evidence against it");
  }

  @Override
  public Malice begin(Means means) {
    return new Opening(means);
  }

  private static final class Opening implements Malice {
    private final Means means;
    private final Halves halves;
    private final Digest genesis;
    private final Map<View, TreeMap<ReplicaId, Signed<ViewChange>>> heard = new Remembered<>(VIEWS);

    Opening(Means means) {
      this.means = means;
      this.halves = Halves.of(means);
      this.genesis = Digest.of(means.genesis().hash().toBytes());
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      if (frame instanceof Frame.Consensus(Envelope envelope)
          && envelope.signed().message() instanceof ViewChange m) {
        heard
            .computeIfAbsent(m.view(), view -> new TreeMap<>())
            .put(m.replica(), new Signed<>(m, envelope.signed().signature()));
      }
      return true;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      return halves.deceives(to)
              && Speech.own(means.self(), frame).isPresent()
              && ((Frame.Consensus) frame).envelope().signed().message() instanceof NewView m
          ? List.of(new Frame.Consensus(Speech.say(means, other(m))))
          : List.of(frame);
    }

    /** Of the view changes of the highest replicas; its own says that it knows of nothing. */
    private NewView other(NewView m) {
      TreeMap<ReplicaId, Signed<ViewChange>> known = new TreeMap<>();
      m.viewChanges().forEach(signed -> known.put(signed.message().replica(), signed));
      known.putAll(heard.getOrDefault(m.view(), new TreeMap<>()));
      StableCheckpoint nothing = StableCheckpoint.genesis(genesis);
      known.put(
          means.self(),
          means.signer().signed(new ViewChange(m.view(), nothing, List.of(), means.self())));
      while (known.size() > m.viewChanges().size()) {
        known.pollFirstEntry();
      }
      List<Signed<ViewChange>> chosen = List.copyOf(known.values());
      List<Signed<PrePrepare>> assignments =
          NewViewPlan.of(chosen.stream().map(Signed::message).toList())
              .prePrepares(m.view(), means.self())
              .stream()
              .map(means.signer()::signed)
              .toList();
      return new NewView(m.view(), chosen, assignments, means.self());
    }
  }
}
