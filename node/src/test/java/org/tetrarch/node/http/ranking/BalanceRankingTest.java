package org.tetrarch.node.http.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.fixture.Chains;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.MemoryStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.web.port.AccountRanking.Holding;
import org.tetrarch.web.port.AccountRanking.Page;

final class BalanceRankingTest {
  private static final Genesis GENESIS = TestChain.genesis();
  private static final Set<Address> ENDOWED = new TreeSet<>(GENESIS.alloc().keySet());
  private static final int ALL = 100;

  private final MemoryStore disk = new MemoryStore();
  private ChainStore chain = openChain(new MemoryStore());
  private BalanceRanking ranking = open();

  @BeforeEach
  void followGenesis() throws StorageException {
    follow();
  }

  private static ChainStore openChain(MemoryStore store) {
    try {
      return ChainStore.open(store, GENESIS).chain();
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  private BalanceRanking open() {
    try {
      return BalanceRanking.open(disk, chain, ENDOWED);
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  private void follow() throws StorageException {
    while (ranking.follow()) {}
  }

  private void add(SignedTransaction... transactions) throws StorageException {
    chain.append(Chains.next(chain, transactions), Optional.empty());
  }

  /** What the state itself says, of everybody who can own something in these tests. */
  private List<Holding> expected() {
    WorldState state = chain.stateAfter(chain.tip().header());
    Set<Address> everybody = new TreeSet<>(ENDOWED);
    for (int account = 0; account < TestChain.ACCOUNTS + 5; account++) {
      everybody.add(TestChain.account(account));
    }
    everybody.addAll(GENESIS.validatorAddresses());
    return everybody.stream()
        .map(address -> new Holding(address, state.balance(address)))
        .filter(holding -> !holding.balance().equals(Wei.ZERO))
        .sorted(
            Comparator.comparing(Holding::balance)
                .reversed()
                .thenComparing(holding -> holding.address().toHex()))
        .toList();
  }

  @Test
  void ranksWhatTheGenesisFileGives() {
    Page page = ranking.page(Optional.empty(), ALL);
    assertThat(page.accounts()).isEqualTo(TestChain.ACCOUNTS);
    assertThat(page.height()).isZero();
    assertThat(page.holdings()).isEqualTo(expected());
  }

  @Test
  void agreesWithTheStateAfterRandomTransfersHoweverFarItLagsBehind() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    Map<Integer, Long> nonces = new HashMap<>();
    for (int block = 0; block < 60; block++) {
      add(Chains.randomTransfers(random, nonces, 1 + random.nextInt(5)));
      if (random.nextInt(4) == 0) {
        follow();
        Page page = ranking.page(Optional.empty(), ALL);
        assertThat(page.holdings()).as("-Dseed=%d, block %d", seed, block).isEqualTo(expected());
        assertThat(page.accounts()).as("-Dseed=%d", seed).isEqualTo(page.holdings().size());
        assertThat(page.height()).isEqualTo(chain.tip().height());
      }
    }
  }

  @Test
  void pagesJoinWithoutGapOrOverlap() throws Exception {
    add(TestChain.transfer(0, 0, 12), TestChain.transfer(1, 0, 13));
    follow();
    List<Holding> all = new ArrayList<>();
    Page page = ranking.page(Optional.empty(), 3);
    while (page.more()) {
      assertThat(page.holdings()).hasSize(3);
      all.addAll(page.holdings());
      page = ranking.page(Optional.of(page.holdings().getLast()), 3);
    }
    all.addAll(page.holdings());
    assertThat(all).isEqualTo(expected());
  }

  @Test
  void goesOnWhereItStoodWhenTheNodeIsStartedAgain() throws Exception {
    add(TestChain.transfer(0, 0, 12));
    follow();
    add(TestChain.transfer(0, 1, 12));
    ranking = open();
    assertThat(ranking.page(Optional.empty(), ALL).height()).isEqualTo(1);
    follow();
    assertThat(ranking.page(Optional.empty(), ALL).holdings()).isEqualTo(expected());
  }

  @Test
  void beginsAnewOnAChainThatHasLostItsEndOrIsAnother() throws Exception {
    add(TestChain.transfer(0, 0, 12));
    add(TestChain.transfer(0, 1, 12));
    follow();
    chain = openChain(new MemoryStore());
    add(TestChain.transfer(3, 0, 14));
    ranking = open();
    follow();
    assertThat(ranking.page(Optional.empty(), ALL).holdings()).isEqualTo(expected());
    assertThat(ranking.page(Optional.empty(), ALL).accounts()).isEqualTo(expected().size());
  }
}
