package org.tetrarch.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.PeerNetwork;
import org.tetrarch.node.plugin.FaultyLinks;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.wire.Frame;

/** What a malicious replica reaches in a live node: its real connections, and further ones. */
final class LabReach implements Reach {
  private static final Logger log = LoggerFactory.getLogger(LabReach.class);

  /** Of all peers together; the oldest are closed for new ones. */
  private static final int MOST_KNOCKING = 256;

  private final Supplier<PeerNetwork> network;
  private final FaultyLinks links;
  private final List<InetSocketAddress> replicas;
  private final ScheduledExecutorService background;
  private final Deque<SocketChannel> knocking = new ArrayDeque<>();

  /**
   * @param network the connections, which are made after this
   * @param links what frames pass on their way there
   * @param replicas where they are, by index
   * @param background runs what is to be done later
   */
  LabReach(
      Supplier<PeerNetwork> network,
      FaultyLinks links,
      List<InetSocketAddress> replicas,
      ScheduledExecutorService background) {
    this.network = network;
    this.links = links;
    this.replicas = List.copyOf(replicas);
    this.background = background;
  }

  @Override
  public void send(ReplicaId to, Frame frame) {
    links.send(to, frame);
  }

  @Override
  public void sendBytes(ReplicaId to, byte[] content) {
    if (links.carries(to)) {
      network.get().sendBytes(to, content);
    }
  }

  @Override
  public void sendRaw(ReplicaId to, byte[] bytes) {
    if (links.carries(to)) {
      network.get().sendRaw(to, bytes);
    }
  }

  @Override
  public void disconnect(ReplicaId peer) {
    network.get().disconnect(peer);
  }

  @Override
  public synchronized void knock(ReplicaId peer, int connections) {
    InetSocketAddress known = replicas.get(peer.index());
    for (int i = 0; i < connections; i++) {
      try {
        SocketChannel channel = SocketChannel.open();
        knocking.addLast(channel);
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(known.getHostString(), known.getPort()));
      } catch (IOException e) {
        log.debug("cannot knock at {}: {}", peer, e.getMessage());
      }
    }
    while (knocking.size() > MOST_KNOCKING) {
      close(knocking.removeFirst());
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("a connection of the lab is closed badly: {}", e.getMessage());
    }
  }

  @Override
  public void later(long delayMillis, Runnable task) {
    var unused = background.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
  }
}
