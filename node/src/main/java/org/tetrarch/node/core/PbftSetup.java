package org.tetrarch.node.core;

import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.state.ReplicaConfig.Timeouts;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.SignatureCheck;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.ledger.certificate.SigningDomain;

/** The genesis file in the words of consensus. */
public final class PbftSetup {
  private PbftSetup() {}

  public static ReplicaSet replicas(Genesis genesis) {
    return new ReplicaSet(genesis.n());
  }

  public static ReplicaConfig config(Genesis genesis, ReplicaId self) {
    PbftParameters pbft = genesis.pbft();
    Timeouts timeouts =
        new Timeouts(
            pbft.heartbeatMillis(),
            pbft.primaryTimeoutMillis(),
            pbft.requestTimeoutMillis(),
            pbft.viewChangeTimeoutMillis(),
            pbft.maxTimeoutMillis());
    return new ReplicaConfig(
        self,
        replicas(genesis),
        pbft.window(),
        pbft.checkpointInterval(),
        pbft.maxInFlight(),
        timeouts);
  }

  public static MessageVerifier verifier(
      Genesis genesis, SigningDomain domain, SignatureCheck signatures) {
    Digest genesisState = Digest.of(domain.genesisHash().toBytes());
    return new MessageVerifier(
        replicas(genesis), genesis.pbft().window(), genesisState, signatures);
  }
}
