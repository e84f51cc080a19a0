package org.tetrarch.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.genesis.network.DevelopmentNetwork;

class PbftSetupTest {
  private static final int ROUNDS = 20_000;
  private static final Genesis LOCAL = DevelopmentNetwork.create(4, 1).genesis();

  /** A genesis file that is found valid must not stop a node from starting. */
  @Test
  void whateverGenesisAcceptsAReplicaCanRunWith() {
    long seed = Long.getLong("tetrarch.seed", System.nanoTime());
    System.out.println(
        "PbftSetupTest: replay with mvn -pl node test -Dtest=PbftSetupTest -Dtetrarch.seed="
            + seed);
    Random random = new Random(seed);
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Optional<PbftParameters> parameters = random(random);
      if (parameters.isPresent()) {
        accepted++;
        ReplicaConfig config = PbftSetup.config(with(parameters.get()), new ReplicaId(0));
        assertThat(config.window()).isEqualTo(parameters.get().window());
      }
    }
    assertThat(accepted).as("some are valid").isPositive().isLessThan(ROUNDS);
  }

  /** Small numbers, where the rules between them bite; empty if genesis refuses them. */
  private static Optional<PbftParameters> random(Random random) {
    try {
      return Optional.of(
          new PbftParameters(
              random.nextInt(8),
              random.nextInt(4),
              random.nextInt(8),
              1 + random.nextInt(3),
              random.nextInt(6),
              random.nextInt(4),
              random.nextInt(6),
              random.nextInt(6),
              random.nextInt(6)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Genesis with(PbftParameters parameters) {
    return new Genesis(
        LOCAL.chainId(),
        LOCAL.symbol(),
        parameters,
        LOCAL.validators(),
        LOCAL.timestamp(),
        LOCAL.gasLimit(),
        LOCAL.baseFeePerGas(),
        LOCAL.alloc(),
        LOCAL.allowMemo(),
        LOCAL.allowUnprotected());
  }
}
