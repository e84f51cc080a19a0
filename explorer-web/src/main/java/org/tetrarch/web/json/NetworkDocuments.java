package org.tetrarch.web.json;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.json.NetworkDocument.Coins;
import org.tetrarch.web.json.NetworkDocument.Head;
import org.tetrarch.web.json.NetworkDocument.Health;
import org.tetrarch.web.json.NetworkDocument.Level;
import org.tetrarch.web.json.NetworkDocument.Network;
import org.tetrarch.web.json.NetworkDocument.Node;
import org.tetrarch.web.json.NetworkDocument.Pool;
import org.tetrarch.web.json.NetworkDocument.Replica;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.Evidence;
import org.tetrarch.web.port.LabControl;
import org.tetrarch.web.port.NetworkStatus;
import org.tetrarch.web.port.NodeInfo;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.ReplicaStatus;
import org.tetrarch.web.port.TransactionPool.PoolCounts;

/** Makes the documents that describe the replica set. */
public final class NetworkDocuments {

  /** Of the coin, as wallets expect. */
  private static final int DECIMALS = 18;

  private final NodePorts ports;

  public NetworkDocuments(NodePorts ports) {
    this.ports = ports;
  }

  /** The network as this node sees it now. */
  public NetworkDocument network() {
    NetworkStatus status = ports.consensus().network();
    ChainHead head = ports.chain().head();
    PoolCounts counts = ports.pool().counts();
    return new NetworkDocument(
        describeNetwork(),
        describeNode(),
        health(status),
        status.view(),
        status.primary(),
        status.f(),
        status.quorum(),
        status.replicas().size(),
        status.changingView(),
        status.quorumPresent(),
        status.missing().orElse(null),
        new Head(head.height(), head.hash().toHex(), head.certifiedHeight()),
        status.replicas().stream().map(replica -> describe(replica, status)).toList(),
        ports.consensus().evidence().size(),
        ports
            .chain()
            .supply()
            .map(coins -> new Coins(coins.genesis().toString(), coins.burnt().toString()))
            .orElse(null),
        new Pool(counts.executable(), counts.queued()));
  }

  /** All evidence, newest first. */
  public List<EvidenceDocument> evidence() {
    return ports.consensus().evidence().reversed().stream().map(this::describe).toList();
  }

  private EvidenceDocument describe(Evidence evidence) {
    return new EvidenceDocument(
        evidence.replica(),
        ports.info().validators().get(evidence.replica()).name(),
        evidence.kind(),
        evidence.view(),
        evidence.sequence(),
        evidence.description(),
        evidence.firstStatement(),
        evidence.secondStatement(),
        evidence.discoveredAtMillis());
  }

  private Network describeNetwork() {
    NodeInfo info = ports.info();
    return new Network(
        info.networkName(),
        info.chainId(),
        info.genesisHash().toHex(),
        info.symbol(),
        DECIMALS,
        info.rules().baseFeePerGas().toString(),
        info.rules().blockGasLimit());
  }

  private Node describeNode() {
    NodeInfo info = ports.info();
    return new Node(
        info.nodeName(),
        info.replicaIndex(),
        info.version(),
        info.httpUrl(),
        info.startedAtMillis(),
        ports.lab().isPresent(),
        ports.lab().flatMap(LabControl::active).orElse(null));
  }

  private Replica describe(ReplicaStatus replica, NetworkStatus status) {
    List<String> explorers = ports.info().explorers();
    return new Replica(
        replica.index(),
        replica.name(),
        replica.address().checksummed(),
        ports.info().validators().get(replica.index()).publicKey().toHex(),
        replica.endpoint(),
        explorers.isEmpty() ? null : explorers.get(replica.index()),
        replica.index() == ports.info().replicaIndex(),
        replica.index() == status.primary(),
        replica.connected(),
        replica.state().words(),
        replica.view(),
        replica.executedHeight(),
        replica.stableHeight(),
        boxed(replica.lastSeenMillis()),
        replica.suspectsPrimary(),
        boxed(replica.votesFrom()));
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** One sentence that says whether coins can move, and if not, why. */
  static Health health(NetworkStatus status) {
    long here = status.replicas().stream().filter(ReplicaStatus::connected).count();
    int total = status.replicas().size();
    String count = here + " of " + total + (total == 1 ? " replica" : " replicas");
    if (!status.quorumPresent()) {
      String why =
          status.missing().orElse("a quorum is " + status.quorum() + " of " + total + " replicas");
      return new Health(Level.DOWN, "No quorum, so nothing can become final now: " + why);
    }
    if (status.changingView()) {
      return new Health(
          Level.DEGRADED, count + ", changing to view " + status.view() + "; a quorum is present.");
    }
    String primary = status.replicas().get(status.primary()).name();
    Level level = here == total ? Level.OK : Level.DEGRADED;
    return new Health(
        level,
        count + ", view " + status.view() + ", " + primary + " is primary; a quorum is present.");
  }
}
