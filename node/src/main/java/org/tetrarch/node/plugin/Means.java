package org.tetrarch.node.plugin;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.SignatureCheck;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.node.core.PbftSetup;

/**
 * What a malicious replica has to do harm with.
 *
 * @param key its real key; empty where only signing is given away
 * @param signer signs consensus statements of this chain with that key
 * @param verifier checks what peers send, as the replica does
 * @param clock Unix time in milliseconds
 * @param random the only source of chance, so that a seed repeats it
 */
public record Means(
    Genesis genesis,
    ReplicaId self,
    Optional<PrivateKey> key,
    Signer signer,
    MessageVerifier verifier,
    LongSupplier clock,
    RandomGenerator random,
    Reach reach) {

  /**
   * Without the key itself.
   *
   * @param signer must be able to check signatures too, as every replica's keys are
   */
  public Means(
      Genesis genesis,
      ReplicaId self,
      Signer signer,
      LongSupplier clock,
      RandomGenerator random,
      Reach reach) {
    this(genesis, self, Optional.empty(), signer, verifier(genesis, signer), clock, random, reach);
  }

  private static MessageVerifier verifier(Genesis genesis, Signer signer) {
    if (signer instanceof SignatureCheck signatures) {
      return PbftSetup.verifier(genesis, genesis.signingDomain(), signatures);
    }
    throw new IllegalArgumentException("these keys only sign");
  }

  /** The same means but for what is reached. */
  public Means reaching(Reach other) {
    return new Means(genesis, self, key, signer, verifier, clock, random, other);
  }

  /** The same means but for where chance comes from. */
  public Means with(RandomGenerator other) {
    return new Means(genesis, self, key, signer, verifier, clock, other, reach);
  }

  public ReplicaSet replicas() {
    return new ReplicaSet(genesis.n());
  }

  /** Every replica but this one, by rising index. */
  public List<ReplicaId> others() {
    return replicas().all().stream().filter(replica -> !replica.equals(self)).toList();
  }
}
