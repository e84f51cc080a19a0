package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/** Puts real signatures together to certificates of what nobody signed. */
final class MixedCertificate extends Described {
  private static final int REMEMBERED = 4;

  MixedCertificate() {
    super(
        "mixed-certificate",
        "INV-8",
        "sends certificates put together from signatures on different views, heights and digests",
        "every correct node refuses them: all statements in a certificate must be the same");
  }

  @Override
  public Malice begin(Means means) {
    return new Mixing(means);
  }

  private static final class Mixing implements Malice {
    private final Means means;
    private final TreeMap<ReplicaId, Recent<Signed<Checkpoint>>> checkpoints = new TreeMap<>();
    private final TreeMap<ReplicaId, Recent<Signed<Prepare>>> prepares = new TreeMap<>();
    private Optional<Signed<PrePrepare>> assignment = Optional.empty();
    private long turn;

    Mixing(Means means) {
      this.means = means;
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      if (frame instanceof Frame.Consensus(Envelope envelope)) {
        hear(envelope.signed());
      }
      return true;
    }

    private void hear(Signed<? extends Message> signed) {
      switch (signed.message()) {
        case Checkpoint m -> keep(checkpoints, new Signed<>(m, signed.signature()));
        case Prepare m -> keep(prepares, new Signed<>(m, signed.signature()));
        case PrePrepare m -> assignment = Optional.of(new Signed<>(m, signed.signature()));
        case Commit m -> {}
        case ViewChange m -> {}
        case NewView m -> {}
        case Status m -> {}
      }
    }

    private static <M extends Message> void keep(
        Map<ReplicaId, Recent<Signed<M>>> kept, Signed<M> signed) {
      kept.computeIfAbsent(signed.message().replica(), r -> new Recent<>(REMEMBERED)).add(signed);
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      Optional<Envelope> own = Speech.own(means.self(), frame);
      if (own.isEmpty()) {
        return List.of(frame);
      }
      hear(own.get().signed());
      if (!(own.get().signed().message() instanceof Status status)) {
        return List.of(frame);
      }
      List<Frame> all = new ArrayList<>(List.of(frame));
      turn++;
      checkpoint(status).ifPresent(each -> all.add(new Frame.Consensus(each)));
      viewChange(status).ifPresent(each -> all.add(new Frame.Consensus(each)));
      return all;
    }

    /** By turns what was signed, in a certificate of something else, or the signatures alone. */
    private Optional<Envelope> checkpoint(Status status) {
      SequenceNumber next = status.executed().next();
      Digest state = Falsehood.other(status.stable().state());
      List<Signed<Checkpoint>> proof = new ArrayList<>();
      for (Signed<Checkpoint> vote : mixed(checkpoints, means.replicas().quorum())) {
        Checkpoint claimed = new Checkpoint(next, state, vote.message().replica());
        proof.add(turn % 2 == 0 ? vote : new Signed<>(claimed, vote.signature()));
      }
      StableCheckpoint mix = new StableCheckpoint(next, state, proof);
      Status lie =
          new Status(status.view(), status.mode(), next, mix, status.suspects(), means.self());
      return proof.size() < means.replicas().quorum()
          ? Optional.empty()
          : Optional.of(Speech.say(means, lie));
    }

    private Optional<Envelope> viewChange(Status status) {
      int needed = means.replicas().quorum() - 1;
      List<Signed<Prepare>> votes = mixed(prepares, needed);
      if (assignment.isEmpty() || votes.size() < needed) {
        return Optional.empty();
      }
      PreparedCertificate mix = new PreparedCertificate(assignment.get(), votes);
      ViewChange lie =
          new ViewChange(status.view().next(), status.stable(), List.of(mix), means.self());
      return Optional.of(Speech.say(means, lie));
    }

    /** One statement of each of so many replicas, in turn its oldest and its newest known. */
    private static <M extends Message> List<Signed<M>> mixed(
        TreeMap<ReplicaId, Recent<Signed<M>>> kept, int count) {
      List<Signed<M>> mix = new ArrayList<>();
      for (Recent<Signed<M>> each : kept.values()) {
        if (mix.size() < count) {
          List<Signed<M>> known = each.all();
          mix.add(mix.size() % 2 == 0 ? known.getLast() : known.getFirst());
        }
      }
      return mix;
    }
  }
}
