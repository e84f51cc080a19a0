package org.tetrarch.node.network;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Networks of some replicas on this machine, on ports that the system chose. */
final class Loopback implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<InetSocketAddress> addresses =
      new ArrayList<>(Collections.nCopies(Replicas.COUNT, nowhere()));

  /** A replica's network and what it heard. */
  record Peer(PeerNetwork network, Heard heard) {
    NetworkCounters.PeerCounters counters(int of) {
      return Objects.requireNonNull(network.counters().peers().get(Replicas.id(of)));
    }

    boolean connected(int to) {
      return network.connected(Replicas.id(to));
    }

    long refused(String reason) {
      return network.counters().refusedConnections().getOrDefault(reason, 0L);
    }
  }

  private static InetSocketAddress nowhere() {
    return InetSocketAddress.createUnresolved("127.0.0.1", 1);
  }

  /** Starts a replica; those of lower index must run already to be found. */
  Peer start(int index) throws NetworkException {
    return start(index, 0);
  }

  Peer start(int index, int port) throws NetworkException {
    return start(index, port, new Heard());
  }

  Peer start(int index, int port, Heard heard) throws NetworkException {
    PeerNetwork network = network(index, port, heard);
    network.start();
    addresses.set(index, InetSocketAddress.createUnresolved("localhost", network.port()));
    return new Peer(network, heard);
  }

  PeerNetwork network(int index, int port, NetworkListener listener) {
    PeerNetwork network =
        new PeerNetwork(
            new NetworkConfig(
                Replicas.id(index),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                addresses,
                2),
            Replicas.handshake(index),
            Replicas.codec(),
            Replicas.verifier(),
            listener);
    opened.add(network);
    return network;
  }

  /** Says where a replica is to be found, for those started from now on. */
  void place(int index, int port) {
    addresses.set(index, InetSocketAddress.createUnresolved("127.0.0.1", port));
  }

  <T extends AutoCloseable> T closing(T resource) {
    opened.add(resource);
    return resource;
  }

  static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }
}
