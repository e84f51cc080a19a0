package org.tetrarch.node.sync;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.wire.Frame;

/** A network that keeps what is sent. */
final class Sent implements Transport {
  record To(ReplicaId peer, Frame frame) {}

  private final List<To> sent = new ArrayList<>();
  private final List<Frame> broadcast = new ArrayList<>();

  @Override
  public void send(ReplicaId to, Frame frame) {
    sent.add(new To(to, frame));
  }

  @Override
  public void broadcast(Frame frame) {
    broadcast.add(frame);
  }

  List<To> sent() {
    return List.copyOf(sent);
  }

  List<Frame> broadcasts() {
    return List.copyOf(broadcast);
  }

  void forget() {
    sent.clear();
    broadcast.clear();
  }
}
