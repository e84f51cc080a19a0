package org.tetrarch.node.plugin;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.genesis.Genesis;

/**
 * What a malicious replica has to do harm with.
 *
 * @param signer signs with its real key
 * @param clock Unix time in milliseconds
 * @param random the only source of chance, so that a seed repeats it
 */
public record Means(
    Genesis genesis,
    ReplicaId self,
    Signer signer,
    LongSupplier clock,
    RandomGenerator random,
    Reach reach) {

  public ReplicaSet replicas() {
    return new ReplicaSet(genesis.n());
  }

  /** Every replica but this one, by rising index. */
  public List<ReplicaId> others() {
    return replicas().all().stream().filter(replica -> !replica.equals(self)).toList();
  }
}
