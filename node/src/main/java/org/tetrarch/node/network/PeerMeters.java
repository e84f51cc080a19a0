package org.tetrarch.node.network;

import java.util.concurrent.atomic.LongAdder;

/** Counts for one peer while they change. Any thread. */
final class PeerMeters {
  static final String NOT_CONNECTED = "not connected";
  static final String QUEUE_FULL = "queue full";
  static final String TOO_LARGE = "too large for its kind";

  private final LongAdder connections = new LongAdder();
  private final LongAdder framesIn = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LabelledCounts rejected = new LabelledCounts();
  private final LabelledCounts dropped = new LabelledCounts();

  void connected() {
    connections.increment();
  }

  void received(int bytes) {
    framesIn.increment();
    bytesIn.add(bytes);
  }

  void sent(int bytes) {
    framesOut.increment();
    bytesOut.add(bytes);
  }

  long rejected(String label) {
    return rejected.add(label);
  }

  void dropped(String label) {
    dropped.add(label);
  }

  NetworkCounters.PeerCounters snapshot(boolean connected) {
    return new NetworkCounters.PeerCounters(
        connected,
        connections.sum(),
        framesIn.sum(),
        bytesIn.sum(),
        framesOut.sum(),
        bytesOut.sum(),
        rejected.snapshot(),
        dropped.snapshot());
  }
}
