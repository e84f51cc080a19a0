package org.tetrarch.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.trie.TrieNodes;

class GenesisTest {
  private static final Genesis LOCAL = DevelopmentNetwork.create(4, 10).genesis();

  @ParameterizedTest
  @CsvSource({"1,0,1", "2,0,2", "3,0,2", "4,1,3", "5,1,4", "6,1,4", "7,2,5", "10,3,7", "128,42,86"})
  void quorumsFollowFromN(int n, int f, int quorum) {
    Genesis genesis = DevelopmentNetwork.create(n, 0).genesis();

    assertThat(genesis.f()).isEqualTo(f);
    assertThat(genesis.quorum()).isEqualTo(quorum);
    assertThat(2 * quorum - n).as("what two quorums share").isGreaterThanOrEqualTo(f + 1);
    assertThat(quorum).as("reachable without the faulty").isLessThanOrEqualTo(n - f);
  }

  @Test
  void theHashCommitsToRulesParametersAndValidators() {
    Genesis other =
        new Genesis(
            LOCAL.chainId(),
            LOCAL.symbol(),
            LOCAL.pbft(),
            LOCAL.validators().reversed(),
            LOCAL.timestamp(),
            LOCAL.gasLimit(),
            LOCAL.baseFeePerGas(),
            LOCAL.alloc(),
            false,
            false);

    assertThat(LOCAL.hash()).isEqualTo(DevelopmentNetwork.create(4, 10).genesis().hash());
    assertThat(hashes())
        .doesNotHaveDuplicates()
        .doesNotContain(LOCAL.hash(), other.hash())
        .doesNotContain(Hash.ZERO);
    assertThat(other.hash()).isNotEqualTo(LOCAL.hash());
  }

  @Test
  void aWindowWhoseNewViewFitsNoMessageIsRefusedAndNotTheDefault() {
    Genesis large = DevelopmentNetwork.create(100, 0).genesis();
    PbftParameters asForFew = LOCAL.pbft();

    assertThat(large.pbft().window()).isLessThan(asForFew.window());
    assertThatThrownBy(
            () ->
                new Genesis(
                    large.chainId(),
                    large.symbol(),
                    asForFew,
                    large.validators(),
                    large.timestamp(),
                    large.gasLimit(),
                    large.baseFeePerGas(),
                    large.alloc(),
                    false,
                    false))
        .hasMessageStartingWith("config.pbft.window: is 16, but with a quorum of 67")
        .hasMessageEndingWith("at most " + large.pbft().window());
  }

  private static List<Hash> hashes() {
    return List.of(
        with(1, "TET", LOCAL.pbft(), 0, 60_000_000, Wei.gwei(1), false, false).hash(),
        with(2, "TET", LOCAL.pbft(), 0, 60_000_000, Wei.gwei(1), false, false).hash(),
        with(1, "TEX", LOCAL.pbft(), 0, 60_000_000, Wei.gwei(1), false, false).hash(),
        with(
                1,
                "TET",
                new PbftParameters(16, 1, 8, 2_000, 2_000, 251, 1_000, 2_000, 30_000),
                0,
                60_000_000,
                Wei.gwei(1),
                false,
                false)
            .hash(),
        with(1, "TET", LOCAL.pbft(), 1, 60_000_000, Wei.gwei(1), false, false).hash(),
        with(1, "TET", LOCAL.pbft(), 0, 60_000_001, Wei.gwei(1), false, false).hash(),
        with(1, "TET", LOCAL.pbft(), 0, 60_000_000, Wei.gwei(2), false, false).hash(),
        with(1, "TET", LOCAL.pbft(), 0, 60_000_000, Wei.gwei(1), true, false).hash(),
        with(1, "TET", LOCAL.pbft(), 0, 60_000_000, Wei.gwei(1), false, true).hash());
  }

  private static Genesis with(
      long chainId,
      String symbol,
      PbftParameters pbft,
      long timestamp,
      long gasLimit,
      Wei baseFee,
      boolean memo,
      boolean unprotected) {
    return new Genesis(
        chainId,
        symbol,
        pbft,
        LOCAL.validators(),
        timestamp,
        gasLimit,
        baseFee,
        new TreeMap<>(),
        memo,
        unprotected);
  }

  @Test
  void aNodeThatMovesKeepsTheChain() {
    Genesis moved = LOCAL.withPortOffset(100);

    assertThat(moved.validators().get(3).endpoint().toString()).isEqualTo("127.0.0.1:30403");
    assertThat(moved.hash()).isEqualTo(LOCAL.hash());
  }

  @Test
  void theGenesisBlockHoldsTheSupplyUnderTheCommitment() {
    var block = LOCAL.genesisBlock(TrieNodes.NONE).block();

    assertThat(block.header().number()).isZero();
    assertThat(block.header().mixHash()).isEqualTo(LOCAL.commitment());
    assertThat(block.hash()).isEqualTo(LOCAL.hash());
    assertThat(LOCAL.supply()).isEqualTo(Wei.coins(100_000));
  }

  @Test
  void validatorsAreFoundByAddress() {
    assertThat(LOCAL.validatorIndex(DevelopmentNetwork.nodeKey(2).address())).hasValue(2);
    assertThat(LOCAL.validatorIndex(DevelopmentNetwork.nodeKey(4).address())).isEmpty();
  }
}
