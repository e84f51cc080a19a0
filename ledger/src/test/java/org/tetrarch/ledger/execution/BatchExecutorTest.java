package org.tetrarch.ledger.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.transaction.Forgery;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

class BatchExecutorTest {
  private static final PrivateKey ALICE = TestChain.key(0);
  private static final Address BOB = TestChain.key(1).address();

  private final TestChain chain = TestChain.withAccounts(2);

  @Test
  void aTransferBurnsTheBaseFeeAndTipsTheProposer() {
    // 1 gwei base fee, 2 gwei tip, cap of 9: the rest of the cap stays with the sender.
    ExecutedBlock block =
        chain.execute(
            transfer(0)
                .maxFeePerGas(Wei.gwei(9))
                .maxPriorityFeePerGas(Wei.gwei(2))
                .value(Wei.coins(5))
                .to(BOB)
                .sign(ALICE));

    assertThat(balance(ALICE.address())).isEqualTo(Wei.coins(995).minus(Wei.gwei(3).times(21_000)));
    assertThat(balance(BOB)).isEqualTo(Wei.coins(1_005));
    assertThat(balance(TestChain.PROPOSER)).isEqualTo(Wei.gwei(2).times(21_000));
    assertThat(block.block().header().burnt()).isEqualTo(Wei.gwei(1).times(21_000));
    assertThat(chain.state().nonce(ALICE.address())).isEqualTo(1);
  }

  @Test
  void theTipIsWhatTheCapLeavesAboveTheBaseFee() {
    chain.execute(
        transfer(0)
            .maxFeePerGas(Wei.gwei(3))
            .maxPriorityFeePerGas(Wei.gwei(3))
            .to(BOB)
            .sign(ALICE));

    assertThat(balance(TestChain.PROPOSER)).isEqualTo(Wei.gwei(2).times(21_000));
  }

  @Test
  void gasThatIsNotUsedIsNotPaid() {
    ExecutedBlock block = chain.execute(transfer(0).gasLimit(90_000).to(BOB).sign(ALICE));

    assertThat(block.block().header().gasUsed()).isEqualTo(21_000);
    assertThat(balance(ALICE.address())).isEqualTo(Wei.coins(1_000).minus(Wei.gwei(21_000)));
  }

  @Test
  void theSenderMustOwnTheWholeCapThoughLessIsCharged() {
    Wei price = Wei.coins(1_000);
    assertSkipped(
        transfer(0).maxFeePerGas(price).value(Wei.of(1)).to(BOB).sign(ALICE),
        RejectionReason.INSUFFICIENT_FUNDS);
  }

  @Test
  void whoSendsToHimselfPaysTheFeeAlone() {
    chain.execute(transfer(0).value(Wei.coins(999)).to(ALICE.address()).sign(ALICE));

    assertThat(balance(ALICE.address())).isEqualTo(Wei.coins(1_000).minus(Wei.gwei(21_000)));
  }

  @Test
  void aProposerWhoSendsGetsItsOwnTipBack() {
    SignedTransaction tx =
        transfer(0)
            .maxFeePerGas(Wei.gwei(5))
            .maxPriorityFeePerGas(Wei.gwei(4))
            .value(Wei.coins(1))
            .to(BOB)
            .sign(ALICE);
    chain.execute(
        new OrderedBatch(chain.head().timestampMillis() + 1, ALICE.address(), List.of(tx)));

    assertThat(balance(ALICE.address())).isEqualTo(Wei.coins(999).minus(Wei.gwei(21_000)));
  }

  @Test
  void anAccountMaySpendAllThatItOwnsAndStaysForItsNonce() {
    Wei all = Wei.coins(1_000).minus(Wei.gwei(21_000));
    chain.execute(transfer(0).value(all).to(BOB).sign(ALICE));

    assertThat(chain.state().account(ALICE.address())).isEqualTo(new Account(1, Wei.ZERO));
  }

  @Test
  void coinsReceivedInABlockCanBeSpentInIt() {
    PrivateKey carol = TestChain.key(50);
    ExecutedBlock block =
        chain.execute(
            transfer(0).value(Wei.coins(2)).to(carol.address()).sign(ALICE),
            transfer(0).value(Wei.coins(1)).to(BOB).sign(carol));

    assertThat(block.skipped()).isEmpty();
    assertThat(balance(BOB)).isEqualTo(Wei.coins(1_001));
  }

  @Test
  void whatCannotBeExecutedLeavesNoTrace() {
    Random random = SeededRandom.create(BatchExecutorTest.class);
    assertSkipped(transfer(1).to(BOB).sign(ALICE), RejectionReason.NONCE_TOO_HIGH);
    assertSkipped(transfer(0).to(BOB).sign(TestChain.key(9)), RejectionReason.INSUFFICIENT_FUNDS);
    assertSkipped(
        transfer(0).value(Wei.coins(1_000)).to(BOB).sign(ALICE),
        RejectionReason.INSUFFICIENT_FUNDS);
    assertSkipped(transfer(0).value(Wei.MAX).to(BOB).sign(ALICE), RejectionReason.COST_OVERFLOW);
    assertSkipped(
        transfer(0).maxFeePerGas(Wei.of(1)).to(BOB).sign(ALICE), RejectionReason.FEE_CAP_TOO_LOW);
    assertSkipped(
        transfer(0).gasLimit(2_100_001).to(BOB).sign(ALICE),
        RejectionReason.EXCEEDS_BLOCK_GAS_LIMIT);
    assertSkipped(
        Forgery.withoutSigner(transfer(0).to(BOB), random), RejectionReason.INVALID_SIGNATURE);
    assertSkipped(
        UnsignedTransaction.dynamicFee(1).maxFeePerGas(Wei.gwei(1)).to(BOB).sign(ALICE),
        RejectionReason.WRONG_CHAIN);
  }

  private void assertSkipped(SignedTransaction tx, RejectionReason reason) {
    Hash before = chain.head().stateRoot();
    ExecutedBlock block = chain.execute(tx);
    assertThat(block.skipped()).containsExactly(new ExecutedBlock.Skipped(tx, reason));
    assertThat(block.block().transactions()).isEmpty();
    assertThat(block.stateRoot()).isEqualTo(before);
    assertThat(block.newTrieNodes()).isEmpty();
    assertThat(block.changedAccounts()).isEmpty();
  }

  @Test
  void aTransactionIsExecutedOnceHoweverOftenItIsOrdered() {
    SignedTransaction tx = transfer(0).value(Wei.coins(1)).to(BOB).sign(ALICE);
    ExecutedBlock first = chain.execute(tx, tx);
    ExecutedBlock second = chain.execute(tx);

    assertThat(first.skipped())
        .containsExactly(new ExecutedBlock.Skipped(tx, RejectionReason.NONCE_TOO_LOW));
    assertThat(second.block().transactions()).isEmpty();
    assertThat(balance(BOB)).isEqualTo(Wei.coins(1_001));
  }

  @Test
  void aBlockTakesWhatItsGasLimitHoldsAndNoMore() {
    List<SignedTransaction> transfers = new ArrayList<>();
    for (int nonce = 0; nonce < 101; nonce++) {
      transfers.add(transfer(nonce).to(BOB).sign(ALICE));
    }
    ExecutedBlock block = chain.execute(chain.batch(transfers));

    assertThat(block.block().transactions()).isEqualTo(transfers.subList(0, 100));
    assertThat(block.block().header().gasUsed()).isEqualTo(2_100_000);
    assertThat(block.skipped())
        .containsExactly(new ExecutedBlock.Skipped(transfers.get(100), RejectionReason.BLOCK_FULL));
    assertThat(block.receipts()).extracting(Receipt::cumulativeGasUsed).contains(21_000L, 42_000L);
  }

  @Test
  void aNullRequestGivesAnEmptyBlockAMillisecondLater() {
    BlockHeader parent = chain.head();
    ExecutedBlock block = chain.execute(OrderedBatch.empty(parent));

    assertThat(block.block().header().timestampMillis()).isEqualTo(parent.timestampMillis() + 1);
    assertThat(block.block().header().miner()).isEqualTo(Address.ZERO);
    assertThat(block.stateRoot()).isEqualTo(parent.stateRoot());
  }

  @Test
  void timeNeverGoesBackAndStopsAtItsEnd() {
    BlockHeader parent = chain.head();
    ExecutedBlock late = chain.execute(new OrderedBatch(0, TestChain.PROPOSER, List.of()));
    assertThat(late.block().header().timestampMillis()).isEqualTo(parent.timestampMillis() + 1);

    long end = BlockHeader.MAX_TIMESTAMP_MILLIS;
    chain.execute(new OrderedBatch(end, TestChain.PROPOSER, List.of()));
    ExecutedBlock after = chain.execute(OrderedBatch.empty(chain.head()));
    assertThat(after.block().header().timestampMillis()).isEqualTo(end);
  }

  @Test
  void aStateThatIsNotTheParentsIsRefused() {
    TestChain other = TestChain.withAccounts(3);
    OrderedBatch batch = OrderedBatch.empty(chain.head());
    assertThatThrownBy(
            () -> new BatchExecutor(TestChain.RULES).apply(other.state(), chain.head(), batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state " + other.state().root() + " is not that of block 0");
  }

  @Test
  void moreThanAllCoinsThereCanBeAreNoGenesis() {
    Map<Address, Wei> tooMany = Map.of(ALICE.address(), Wei.MAX, BOB, Wei.of(1));
    assertThatThrownBy(() -> TestChain.with(TestChain.RULES, tooMany))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void theSupplyOfGenesisIsTheSumOfItsBalances() {
    assertThat(chain.genesis().supply()).isEqualTo(Wei.coins(2_000));
    assertThat(chain.genesis().block().header().stateRoot()).isEqualTo(chain.state().root());
  }

  private static UnsignedTransaction.Builder transfer(long nonce) {
    return UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
        .nonce(nonce)
        .maxFeePerGas(Wei.gwei(1));
  }

  private Wei balance(Address address) {
    return chain.state().balance(address);
  }
}
