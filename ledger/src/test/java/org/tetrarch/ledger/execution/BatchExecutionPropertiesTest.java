package org.tetrarch.ledger.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.trie.TrieNodes;

/** What holds for every batch, honest or not, shown on random ones. */
class BatchExecutionPropertiesTest {
  private static final int CHAINS = 24;
  private static final int BLOCKS = 12;

  private final Random random = SeededRandom.create(BatchExecutionPropertiesTest.class);
  private final Set<RejectionReason> met = EnumSet.noneOf(RejectionReason.class);
  private int executed;

  /** One chain and its model, with the same beginning. */
  private record Pair(TestChain chain, NaiveLedger model, RandomBatches batches) {}

  @Test
  void everyBlockIsWhatThePlainModelSaysAndLosesNoCoin() throws Exception {
    for (int i = 0; i < CHAINS; i++) {
      Pair pair = pair();
      BigInteger burnt = BigInteger.ZERO;
      for (int block = 0; block < BLOCKS; block++) {
        OrderedBatch batch = pair.batches.next(pair.chain.head());
        assertDeterministic(pair.chain, batch);
        BlockHeader parent = pair.chain.head();
        ExecutedBlock result = pair.chain.execute(batch);
        assertAsModelled(pair.model.execute(batch), result);
        burnt = burnt.add(result.block().header().burnt().value());
        assertThat(pair.model.burnt()).isEqualTo(burnt);
        assertSupply(pair, burnt);
        assertState(pair);
        assertHeader(parent, batch, result.block());
      }
    }
    assertThat(met).isEqualTo(expectedReasons());
    assertThat(executed).isGreaterThan(CHAINS * BLOCKS);
  }

  private Pair pair() {
    ChainRules rules = RandomBatches.rules(random);
    Map<Address, Wei> alloc = RandomBatches.alloc(random);
    NaiveLedger model = new NaiveLedger(rules, alloc);
    return new Pair(TestChain.with(rules, alloc), model, new RandomBatches(random, rules, model));
  }

  /** All reasons but those that decoding alone gives. */
  private static Set<RejectionReason> expectedReasons() {
    return EnumSet.complementOf(
        EnumSet.of(
            RejectionReason.MALFORMED,
            RejectionReason.OVERSIZED,
            RejectionReason.TYPE_NOT_SUPPORTED,
            RejectionReason.CONTRACT_CREATION));
  }

  private static void assertDeterministic(TestChain chain, OrderedBatch batch) throws Exception {
    ExecutedBlock once = chain.tryOut(batch);
    OrderedBatch received = OrderedBatch.decode(batch.encoded());
    OrderedBatch ofBlock = OrderedBatch.of(Block.decode(once.block().encoded()));
    for (ExecutedBlock again :
        List.of(
            chain.tryOut(batch),
            chain.tryOut(received),
            chain.tryOutAfterRestart(received),
            chain.tryOut(ofBlock))) {
      assertThat(again.block().encoded()).isEqualTo(once.block().encoded());
      assertThat(again.receipts()).isEqualTo(once.receipts());
      assertThat(again.newTrieNodes()).containsOnlyKeys(once.newTrieNodes().keySet());
    }
    assertThat(chain.tryOut(ofBlock).skipped()).isEmpty();
  }

  private void assertAsModelled(NaiveLedger.Outcome expected, ExecutedBlock result) {
    List<SignedTransaction> included = result.block().transactions();
    assertThat(included).isEqualTo(expected.executed());
    assertThat(result.skipped()).isEqualTo(expected.skipped());
    assertThat(result.receipts())
        .extracting(Receipt::cumulativeGasUsed)
        .isEqualTo(expected.cumulativeGas());
    assertThat(result.receipts())
        .extracting(Receipt::type)
        .isEqualTo(included.stream().map(SignedTransaction::type).toList());
    result.skipped().forEach(skipped -> met.add(skipped.reason()));
    executed += included.size();
  }

  private static void assertSupply(Pair pair, BigInteger burnt) {
    assertThat(pair.model.sumOfBalances().add(burnt))
        .isEqualTo(pair.chain.genesis().supply().value());
  }

  /** The same accounts as the model's, and a root that depends on them alone. */
  private void assertState(Pair pair) {
    WorldState stored = pair.chain.stored(pair.chain.head().stateRoot());
    Map<Address, Account> accounts = pair.model.accounts();
    accounts.forEach((address, account) -> assertThat(stored.account(address)).isEqualTo(account));
    assertThat(pair.chain.head().stateRoot()).isEqualTo(rootInAnyOrder(accounts));
  }

  private Hash rootInAnyOrder(Map<Address, Account> accounts) {
    List<Address> order = new ArrayList<>(accounts.keySet());
    Collections.shuffle(order, random);
    Map<Address, Account> shuffled = new LinkedHashMap<>();
    order.forEach(address -> shuffled.put(address, accounts.get(address)));
    return WorldState.empty(TrieNodes.NONE).with(shuffled).state().root();
  }

  private static void assertHeader(BlockHeader parent, OrderedBatch batch, Block block) {
    BlockHeader header = block.header();
    assertThat(header.parentHash()).isEqualTo(parent.hash());
    assertThat(header.number()).isEqualTo(parent.number() + 1);
    assertThat(header.miner()).isEqualTo(batch.proposer());
    assertThat(header.gasUsed()).isBetween(0L, header.gasLimit());
    assertThat(header.timestampMillis())
        .isEqualTo(Math.max(parent.timestampMillis() + 1, batch.timestampMillis()));
  }
}
