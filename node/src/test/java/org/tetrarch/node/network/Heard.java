package org.tetrarch.node.network;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.node.wire.Frame;

/** Writes down what the network tells, in order. */
final class Heard implements NetworkListener {
  sealed interface Event {
    ReplicaId peer();

    record Said(ReplicaId peer, Message message) implements Event {}

    record Sent(ReplicaId peer, Frame frame) implements Event {}

    record Rejected(ReplicaId peer, String reason) implements Event {}

    record Connected(ReplicaId peer) implements Event {}

    record Disconnected(ReplicaId peer) implements Event {}
  }

  private final Queue<Event> events = new ConcurrentLinkedQueue<>();

  @Override
  public void onConsensus(ReplicaId from, Verified<Envelope> envelope) {
    events.add(new Event.Said(from, envelope.value().signed().message()));
  }

  @Override
  public void onFrame(ReplicaId from, Frame frame) {
    events.add(new Event.Sent(from, frame));
  }

  @Override
  public void onRejected(ReplicaId from, String reason) {
    events.add(new Event.Rejected(from, reason));
  }

  @Override
  public void onConnected(ReplicaId peer) {
    events.add(new Event.Connected(peer));
  }

  @Override
  public void onDisconnected(ReplicaId peer) {
    events.add(new Event.Disconnected(peer));
  }

  List<Event> from(int replica) {
    return events.stream().filter(e -> e.peer().equals(ReplicaId.of(replica))).toList();
  }

  List<Message> messages(int replica) {
    return from(replica).stream()
        .filter(Event.Said.class::isInstance)
        .map(e -> ((Event.Said) e).message())
        .toList();
  }

  List<Frame> frames(int replica) {
    return from(replica).stream()
        .filter(Event.Sent.class::isInstance)
        .map(e -> ((Event.Sent) e).frame())
        .toList();
  }

  List<String> rejections(int replica) {
    return from(replica).stream()
        .filter(Event.Rejected.class::isInstance)
        .map(e -> ((Event.Rejected) e).reason())
        .toList();
  }
}
