package org.tetrarch.web.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a status page shows, as one node sees it.
 *
 * @param supply left out by a node that does not keep count
 * @param missing one sentence, when something is missing
 * @param evidenceCount how many proofs of misbehaviour this node holds
 */
public record NetworkDocument(
    Network network,
    Node node,
    Health health,
    long view,
    int primary,
    int f,
    int quorum,
    int total,
    boolean changingView,
    boolean quorumPresent,
    @Nullable String missing,
    Head head,
    List<Replica> replicas,
    int evidenceCount,
    @Nullable Coins supply,
    Pool pool) {

  public NetworkDocument {
    replicas = List.copyOf(replicas);
  }

  /**
   * @param baseFeePerGas in wei
   */
  public record Network(
      String name,
      long chainId,
      String genesisHash,
      String symbol,
      int decimals,
      String baseFeePerGas,
      long blockGasLimit) {}

  /**
   * @param lab whether this node was started with --lab
   * @param misbehaviour the one that is on, left out while the node is honest
   */
  public record Node(
      String name,
      int index,
      String version,
      String httpUrl,
      long startedAtMillis,
      boolean lab,
      @Nullable String misbehaviour) {}

  /** How the network is, as a {@link Level} and one sentence for people. */
  public record Health(Level level, String sentence) {}

  /** How well the network is. */
  public enum Level {
    /** All replicas are here. */
    @JsonProperty("ok")
    OK,
    /** It works, but not all replicas do. */
    @JsonProperty("degraded")
    DEGRADED,
    /** Nothing can become final now. */
    @JsonProperty("down")
    DOWN
  }

  /** See {@link org.tetrarch.web.port.ChainHead}. */
  public record Head(long height, String hash, long certifiedHeight) {}

  /**
   * See {@link org.tetrarch.web.port.ReplicaStatus}.
   *
   * @param httpUrl where it serves its own pages, where this node knows that
   */
  public record Replica(
      int index,
      String name,
      String address,
      String publicKey,
      String endpoint,
      @Nullable String httpUrl,
      boolean self,
      boolean primary,
      boolean connected,
      String state,
      long view,
      long executedHeight,
      long certifiedHeight,
      @Nullable Long lastSeenMillis,
      boolean suspectsPrimary,
      @Nullable Long votesFrom) {}

  /** In wei; the balances of all accounts together are {@code genesis - burnt}. */
  public record Coins(String genesis, String burnt) {}

  /** Transactions that wait. */
  public record Pool(int executable, int queued) {}
}
