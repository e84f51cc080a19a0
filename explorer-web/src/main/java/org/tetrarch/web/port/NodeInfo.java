package org.tetrarch.web.port;

import java.util.List;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ChainRules;

/**
 * What never changes while a node runs.
 *
 * @param networkName for people, such as {@code local-4}
 * @param chainId EIP-155 chain id, equal to {@code rules().chainId()}
 * @param symbol of the coin, 2 to 6 characters
 * @param version of the software, such as {@code 0.1.0}; shown in {@code web3_clientVersion}
 * @param replicaIndex this node's place in {@code validators}
 * @param httpUrl where people reach this server, such as {@code http://127.0.0.1:8545}
 * @param validators in the order of their replica indexes, as in the genesis file
 * @param explorers where the replicas serve HTTP, in the order of their indexes; empty when this
 *     node does not know
 * @param startedAtMillis Unix time of this run's start
 */
public record NodeInfo(
    String networkName,
    long chainId,
    Hash genesisHash,
    String symbol,
    String version,
    String nodeName,
    int replicaIndex,
    String httpUrl,
    ChainRules rules,
    List<Validator> validators,
    List<String> explorers,
    long startedAtMillis) {

  public NodeInfo {
    validators = List.copyOf(validators);
    explorers = List.copyOf(explorers);
    if (!explorers.isEmpty() && explorers.size() != validators.size()) {
      throw new IllegalArgumentException(
          explorers.size() + " explorers of " + validators.size() + " replicas");
    }
    if (replicaIndex < 0 || replicaIndex >= validators.size()) {
      throw new IllegalArgumentException("no validator has the index " + replicaIndex);
    }
  }
}
