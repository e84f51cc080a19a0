package org.tetrarch.node;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.runtime.Outbound;
import org.tetrarch.node.wire.Frame;

/** Sends what the replica says, or what the lab makes of it. */
final class TamperedOutbound implements Outbound {
  private final Lab lab;
  private final List<ReplicaId> others;
  private final BiConsumer<ReplicaId, Frame> send;
  private final Consumer<Frame> broadcast;

  TamperedOutbound(
      Lab lab,
      ReplicaSet replicas,
      ReplicaId self,
      BiConsumer<ReplicaId, Frame> send,
      Consumer<Frame> broadcast) {
    this.lab = lab;
    this.others = replicas.all().stream().filter(id -> !id.equals(self)).toList();
    this.send = send;
    this.broadcast = broadcast;
  }

  @Override
  public void send(ReplicaId to, Envelope envelope) {
    for (Envelope each : lab.tamper(to, envelope)) {
      send.accept(to, new Frame.Consensus(each));
    }
  }

  @Override
  public void broadcast(Envelope envelope) {
    if (lab.active().isEmpty()) {
      broadcast.accept(new Frame.Consensus(envelope));
    } else {
      others.forEach(to -> send(to, envelope));
    }
  }
}
