package org.tetrarch.node.network;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * What the network has done so far, at one moment.
 *
 * @param refusedConnections connections that ended in the handshake, by reason
 */
public record NetworkCounters(
    SortedMap<ReplicaId, PeerCounters> peers, Map<String, Long> refusedConnections) {
  public NetworkCounters {
    peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    refusedConnections = Map.copyOf(refusedConnections);
  }

  /**
   * One peer, over all its connections.
   *
   * @param connections how often a connection to it was made
   * @param bytesIn with the length before each frame, as {@code bytesOut}
   * @param rejected frames that were refused and broken connections, by reason
   * @param dropped frames to it that were not sent, by reason
   */
  public record PeerCounters(
      boolean connected,
      long connections,
      long framesIn,
      long bytesIn,
      long framesOut,
      long bytesOut,
      Map<String, Long> rejected,
      Map<String, Long> dropped) {
    public PeerCounters {
      rejected = Map.copyOf(rejected);
      dropped = Map.copyOf(dropped);
    }
  }
}
