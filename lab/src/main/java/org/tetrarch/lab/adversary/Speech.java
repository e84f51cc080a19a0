package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;

/**
 * A malice that lies in what the replica itself says. What it passes on of others, serves and asks
 * for stays as it is.
 */
record Speech(ReplicaId self, Lie lie) implements Malice {
  /** What is said to a replica instead of an own statement, in this order. */
  @FunctionalInterface
  interface Lie {
    List<Envelope> instead(ReplicaId to, Envelope said);
  }

  /** What is said beside an own status, which itself stays as it is. */
  @FunctionalInterface
  interface Aside {
    List<Envelope> beside(ReplicaId to, Status status);
  }

  static Malice lying(Means means, Lie lie) {
    return new Speech(means.self(), lie);
  }

  /** Says more each time it tells its status, which it does all the time. */
  static Malice besideStatus(Means means, Aside aside) {
    return lying(
        means,
        (to, said) -> {
          List<Envelope> all = new ArrayList<>(List.of(said));
          if (said.signed().message() instanceof Status status) {
            all.addAll(aside.beside(to, status));
          }
          return all;
        });
  }

  @Override
  public List<Frame> outgoing(ReplicaId to, Frame frame) {
    return own(self, frame)
        .map(said -> lie.instead(to, said).stream().<Frame>map(Frame.Consensus::new).toList())
        .orElse(List.of(frame));
  }

  /** What a frame says if this replica says it. */
  static Optional<Envelope> own(ReplicaId self, Frame frame) {
    return frame instanceof Frame.Consensus(Envelope said)
            && said.signed().message().replica().equals(self)
        ? Optional.of(said)
        : Optional.empty();
  }

  /** A message of this replica, with its signature. */
  static Envelope say(Means means, Message message) {
    return new Envelope.Statement(means.signer().signed(message));
  }
}
