package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tetrarch.node.fixture.TestChain.account;
import static org.tetrarch.node.fixture.TestChain.certificate;
import static org.tetrarch.node.fixture.TestChain.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.fixture.Chains;
import org.tetrarch.node.fixture.TestChain;

class ChainStoreTest {
  private static final Genesis GENESIS = TestChain.genesis();

  private final MemoryStore disk = new MemoryStore();

  private static ChainStore.Opened open(KeyValueStore store) throws StorageException {
    return ChainStore.open(store, GENESIS);
  }

  private ChainStore chain() throws StorageException {
    return open(disk).chain();
  }

  /** Stores a block with these transactions. */
  private static ExecutedBlock add(ChainStore chain, SignedTransaction... transactions)
      throws StorageException {
    ExecutedBlock executed = Chains.next(chain, transactions);
    chain.append(executed, Optional.empty());
    return executed;
  }

  @Test
  void newStoreHoldsTheGenesisBlockAndItsState() throws Exception {
    ChainStore chain = chain();

    assertThat(chain.tip().height()).isZero();
    assertThat(chain.tip().header().hash()).isEqualTo(GENESIS.hash());
    assertThat(chain.stateAfter(chain.tip().header()).balance(account(3)))
        .isEqualTo(Wei.coins(10_000));
    assertThat(open(disk).gap()).isEmpty();
    assertThat(chain().block(0)).isPresent();
  }

  @Test
  void blockIsFoundAgainWithAllItsIndexes() throws Exception {
    SignedTransaction toOther = transfer(0, 0, 1);
    SignedTransaction toSelf = transfer(2, 0, 2);
    ExecutedBlock executed = add(chain(), toOther, toSelf);
    ChainStore chain = chain();

    StoredBlock stored = chain.block(1).orElseThrow();
    assertThat(stored.block()).isEqualTo(executed.block());
    assertThat(stored.block().encoded()).isEqualTo(executed.block().encoded());
    assertThat(stored.receipts()).isEqualTo(executed.receipts());
    assertThat(stored.burnt()).isEqualTo(Wei.gwei(42_000));
    assertThat(chain.heightOf(executed.block().hash())).contains(1L);
    assertThat(chain.placeOf(toSelf.hash())).contains(new TransactionPlace(1, 1));
    assertThat(chain.placeOf(Hash.ZERO)).isEmpty();
    assertThat(chain.block(2)).isEmpty();
    assertThat(chain.block(-1)).isEmpty();
    assertThat(history(chain, 0)).containsExactly(new TransactionPlace(1, 0));
    assertThat(history(chain, 1)).containsExactly(new TransactionPlace(1, 0));
    assertThat(history(chain, 2)).containsExactly(new TransactionPlace(1, 1));
  }

  private static List<TransactionPlace> history(ChainStore chain, int account)
      throws StorageException {
    return chain.history(account(account), Optional.empty(), 100);
  }

  @Test
  void stateOfEveryHeightStaysReadable() throws Exception {
    ChainStore chain = chain();
    for (int nonce = 0; nonce < 5; nonce++) {
      add(chain, transfer(0, nonce, 11));
    }
    ChainStore reopened = chain();

    for (int height = 0; height <= 5; height++) {
      assertThat(reopened.stateAfter(reopened.header(height).orElseThrow()).balance(account(11)))
          .isEqualTo(Wei.coins(height));
    }
  }

  @Test
  void historyIsPagedNewestFirst() throws Exception {
    ChainStore chain = chain();
    List<TransactionPlace> expected = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      add(chain, transfer(0, 2L * i, 1), transfer(0, 2L * i + 1, 2), transfer(3, i, 4));
      expected.addFirst(new TransactionPlace(i + 1, 0));
      expected.addFirst(new TransactionPlace(i + 1, 1));
    }
    List<TransactionPlace> paged = new ArrayList<>();
    Optional<TransactionPlace> cursor = Optional.empty();
    List<TransactionPlace> page;
    do {
      page = chain.history(account(0), cursor, 5);
      paged.addAll(page);
      cursor = page.isEmpty() ? cursor : Optional.of(page.getLast());
    } while (!page.isEmpty());

    assertThat(paged).isEqualTo(expected);
    assertThat(chain.history(account(0), Optional.of(new TransactionPlace(999, 0)), 1))
        .containsExactly(expected.getFirst());
    assertThat(history(chain, 9)).isEmpty();
  }

  @Test
  void blockThatDoesNotFollowTheHeadIsNotStored() throws Exception {
    ChainStore chain = chain();
    ExecutedBlock first = add(chain, transfer(0, 0, 1));

    assertThatThrownBy(() -> chain.append(first, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(chain.tip().height()).isEqualTo(1);
  }

  @Test
  void certificateMayComeWithTheBlockOrLater() throws Exception {
    ChainStore chain = chain();
    ExecutedBlock first = add(chain, transfer(0, 0, 1));
    chain.putCertificate(certificate(first.block()));
    ExecutedBlock second = Chains.next(chain, transfer(0, 1, 1));
    chain.append(second, Optional.of(certificate(second.block())));
    add(chain, transfer(0, 2, 1));
    ChainStore reopened = chain();

    assertThat(reopened.tip().certifiedHeight()).isEqualTo(2);
    assertThat(reopened.certificate(1)).contains(certificate(first.block()));
    assertThat(reopened.certificate(2)).contains(certificate(second.block()));
    assertThat(reopened.certificate(3)).isEmpty();
  }

  @Test
  void certificateOfAnotherBlockIsNotStored() throws Exception {
    ChainStore chain = chain();
    add(chain, transfer(0, 0, 1));

    assertThatThrownBy(() -> chain.putCertificate(certificate(GENESIS, 1, Hash.ZERO, 0, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chain.putCertificate(certificate(GENESIS, 2, Hash.ZERO, 0, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void invalidStoredCertificateDoesNotCount() throws Exception {
    ChainStore chain = chain();
    ExecutedBlock first = add(chain, transfer(0, 0, 1));
    chain.putCertificate(certificate(first.block()));
    ExecutedBlock second = add(chain, transfer(0, 1, 1));
    chain.putCertificate(certificate(GENESIS, 2, second.block().hash(), 0, 1));

    assertThat(chain().tip().certifiedHeight()).isEqualTo(1);
  }

  @Test
  void storeOfAnotherChainIsRefused() throws Exception {
    chain();

    assertThatThrownBy(() -> ChainStore.open(disk, TestChain.genesis(30_000_000, Wei.coins(1))))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.OTHER_CHAIN));
  }

  @Test
  void balancesAndBurntFeesAddUpToTheSupplyAtEveryHeight() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<Integer, Long> nonces = new HashMap<>();
    ChainStore chain = chain();
    for (int height = 1; height <= 20; height++) {
      add(chain, Chains.randomTransfers(random, nonces, random.nextInt(8)));
    }

    for (int height = 0; height <= 20; height++) {
      StoredBlock stored = chain.block(height).orElseThrow();
      assertThat(Chains.coins(chain.stateAfter(stored.block().header())).plus(stored.burnt()))
          .as("seed %d, height %d", seed, height)
          .isEqualTo(GENESIS.supply());
    }
  }

  @Test
  void cachesForgetTheOldestBeyondTheirWeight() {
    RecentlyUsed<Integer, String> cache = new RecentlyUsed<>(10, String::length);
    cache.put(1, "aaaa");
    cache.put(2, "bbbb");
    assertThat(cache.get(1)).isEqualTo("aaaa");
    cache.put(3, "cccc");
    cache.put(3, "cc");

    assertThat(cache.get(2)).isNull();
    assertThat(cache.get(1)).isEqualTo("aaaa");
    cache.put(4, "dddd");
    assertThat(cache.get(3)).isEqualTo("cc");
  }
}
