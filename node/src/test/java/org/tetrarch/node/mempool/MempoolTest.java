package org.tetrarch.node.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tetrarch.node.fixture.TestChain.account;
import static org.tetrarch.node.fixture.TestChain.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.state.AccountView;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.node.fixture.MemoryLedger;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.mempool.Mempool.Origin;

class MempoolTest {
  private static final Genesis GENESIS = TestChain.genesis();
  private static final Admission ACCEPTED = new Admission.Accepted();
  private static final Admission KNOWN = new Admission.AlreadyKnown();

  private final MemoryLedger ledger = new MemoryLedger(GENESIS);
  private final List<SignedTransaction> announced = new ArrayList<>();
  private long now = 1_000;
  private Mempool pool = pool(MempoolLimits.DEFAULT);

  private Mempool pool(MempoolLimits limits) {
    Mempool made = new Mempool(GENESIS.rules(), limits, ledger.state(), () -> now);
    made.listen((transaction, origin) -> announced.add(transaction));
    return made;
  }

  private Admission add(SignedTransaction transaction) {
    return pool.add(transaction, Origin.CLIENT);
  }

  private void block(SignedTransaction... transactions) {
    pool.onBlock(ledger.execute(List.of(transactions)));
  }

  private static SignedTransaction tipped(int from, long nonce, int tip) {
    return transfer(from, nonce, 1, Wei.coins(1), Wei.gwei(tip));
  }

  private static String reason(Admission admission) {
    return ((Admission.Rejected) admission).reason();
  }

  private List<SignedTransaction> candidates() {
    return pool.candidates(Map.of(), 1000);
  }

  @Test
  void secondQuickSendGetsTheNextNonce() {
    assertThat(pool.pendingNonce(account(0))).isZero();
    add(transfer(0, 0, 1));
    assertThat(pool.pendingNonce(account(0))).isEqualTo(1);
    add(transfer(0, 1, 1));
    assertThat(pool.pendingNonce(account(0))).isEqualTo(2);
    block(transfer(0, 0, 1), transfer(0, 1, 1), transfer(0, 2, 1));
    assertThat(pool.pendingNonce(account(0))).isEqualTo(3);
  }

  @Test
  void sameTransactionIsAlreadyKnownBeforeAndAfterItsBlock() {
    SignedTransaction transaction = transfer(0, 0, 1);

    assertThat(add(transaction)).isEqualTo(ACCEPTED);
    assertThat(add(transaction)).isEqualTo(KNOWN);
    block(transaction);
    assertThat(add(transaction)).isEqualTo(KNOWN);
    assertThat(announced).containsExactly(transaction);
  }

  @Test
  void oneThatWaitsIsKnownWithoutALookAtTheState() {
    List<Address> lookedAt = new ArrayList<>();
    AccountView state = ledger.state();
    pool =
        new Mempool(
            GENESIS.rules(),
            MempoolLimits.DEFAULT,
            address -> {
              lookedAt.add(address);
              return state.account(address);
            },
            () -> now);
    add(transfer(0, 0, 1));

    assertThat(add(transfer(0, 0, 1))).isEqualTo(KNOWN);
    assertThat(lookedAt).containsExactly(account(0));
  }

  @Test
  void gossipThatComesAfterTheBlockIsKnown() {
    block(transfer(0, 0, 1));

    assertThat(add(transfer(0, 0, 1))).isEqualTo(KNOWN);
    assertThat(pool.fate(transfer(0, 0, 1).hash()))
        .isEqualTo(new Fate.Included(1, OptionalLong.empty()));
  }

  @Test
  void usedNonceIsTooLow() {
    block(transfer(0, 0, 1));

    assertThat(reason(add(transfer(0, 0, 2)))).startsWith("nonce too low");
  }

  @Test
  void senderMustBeAbleToPayForAllThatWaits() {
    Wei half = Wei.coins(5_000);
    assertThat(reason(add(transfer(0, 0, 1, Wei.coins(10_000), Wei.ZERO))))
        .startsWith("insufficient funds for gas * price + value");
    assertThat(add(transfer(0, 0, 1, half, Wei.ZERO))).isEqualTo(ACCEPTED);
    assertThat(reason(add(transfer(0, 1, 1, half, Wei.ZERO))))
        .startsWith("insufficient funds for gas * price + value")
        .contains("queued cost");
    assertThat(reason(add(transfer(15, 0, 1)))).startsWith("insufficient funds");
  }

  @Test
  void statelessRulesAreAskedFirst() {
    SignedTransaction tooMuchGas =
        UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
            .gasLimit(GENESIS.gasLimit() + 1)
            .maxFeePerGas(TestChain.BASE_FEE)
            .to(account(1))
            .sign(TestChain.key(0));
    SignedTransaction otherChain =
        UnsignedTransaction.dynamicFee(1)
            .maxFeePerGas(TestChain.BASE_FEE)
            .to(account(1))
            .sign(TestChain.key(0));
    SignedTransaction unprotected =
        UnsignedTransaction.unprotectedLegacy()
            .gasPrice(TestChain.BASE_FEE)
            .to(account(1))
            .sign(TestChain.key(0));

    assertThat(reason(add(tooMuchGas))).isEqualTo("exceeds block gas limit");
    assertThat(reason(add(otherChain))).isEqualTo("invalid chain id for signer");
    assertThat(reason(add(unprotected)))
        .isEqualTo("only replay-protected (EIP-155) transactions allowed over RPC");
  }

  @Test
  void replacementNeedsATenthMoreAndTheOldOneNamesTheNew() {
    SignedTransaction old = tipped(0, 0, 9);
    SignedTransaction tooLittle = transfer(0, 0, 2, Wei.coins(1), Wei.of(9_900_000_000L));
    SignedTransaction enough = tipped(0, 0, 10);
    add(old);

    assertThat(reason(add(tooLittle))).isEqualTo("replacement transaction underpriced");
    assertThat(add(enough)).isEqualTo(ACCEPTED);
    assertThat(pool.fate(old.hash())).isEqualTo(new Fate.Replaced(enough.hash()));
    assertThat(pool.find(old.hash())).isEmpty();
    assertThat(candidates()).containsExactly(enough);
    assertThat(pool.size()).isEqualTo(new Mempool.Size(1, 0));
  }

  @Test
  void replacementInheritsTheTimeThatItsPlaceHasWaited() {
    add(tipped(0, 0, 1));
    long ticket = pool.oldestReadyTicket().orElseThrow();
    add(tipped(2, 0, 1));
    add(tipped(0, 0, 5));

    assertThat(pool.oldestReadyTicket()).hasValue(ticket);
  }

  @Test
  void transactionBehindAHoleWaitsUntilTheHoleIsFilled() {
    add(transfer(0, 1, 1));

    assertThat(pool.size()).isEqualTo(new Mempool.Size(0, 1));
    assertThat(pool.oldestReadyTicket()).isEmpty();
    assertThat(candidates()).isEmpty();
    assertThat(pool.pendingNonce(account(0))).isZero();

    add(transfer(0, 0, 1));

    assertThat(pool.size()).isEqualTo(new Mempool.Size(2, 0));
    assertThat(candidates()).containsExactly(transfer(0, 0, 1), transfer(0, 1, 1));
    assertThat(pool.oldestReadyTicket()).isPresent();
  }

  @Test
  void higherTipGoesFirstThenTheOneThatCameFirstAndNoncesStayInOrder() {
    add(tipped(0, 1, 9));
    add(tipped(2, 0, 2));
    add(tipped(3, 0, 2));
    add(tipped(0, 0, 1));
    add(tipped(4, 0, 5));

    assertThat(candidates())
        .containsExactly(
            tipped(4, 0, 5), tipped(2, 0, 2), tipped(3, 0, 2), tipped(0, 0, 1), tipped(0, 1, 9));
    assertThat(pool.candidates(Map.of(), 2)).containsExactly(tipped(4, 0, 5), tipped(2, 0, 2));
  }

  @Test
  void whatIsOrderedAlreadyIsNotACandidateAgain() {
    add(tipped(0, 0, 1));
    add(tipped(0, 1, 1));
    add(tipped(2, 0, 2));

    assertThat(pool.candidates(Map.of(account(0), 1L), 10))
        .containsExactly(tipped(2, 0, 2), tipped(0, 1, 1));
    assertThat(pool.candidates(Map.of(account(0), 2L, account(2), 1L), 10)).isEmpty();
  }

  @Test
  void oldestTicketStandsForTheSameTransactionUntilItIsExecuted() {
    add(tipped(0, 0, 1));
    add(tipped(2, 0, 1));
    long first = pool.oldestReadyTicket().orElseThrow();
    add(tipped(3, 0, 9));
    block(tipped(3, 0, 9));
    assertThat(pool.oldestReadyTicket()).hasValue(first);

    block(tipped(0, 0, 1));
    assertThat(pool.oldestReadyTicket().orElseThrow()).isGreaterThan(first);

    block(tipped(2, 0, 1));
    assertThat(pool.oldestReadyTicket()).isEmpty();
  }

  @Test
  void whatWaitsBehindAHoleSaysForWhichNonce() {
    add(transfer(0, 0, 1));
    add(transfer(0, 2, 1));
    assertThat(waitsFor(transfer(0, 0, 1))).isEmpty();
    assertThat(waitsFor(transfer(0, 2, 1))).hasValue(1);
    add(transfer(0, 1, 1));
    assertThat(waitsFor(transfer(0, 2, 1))).isEmpty();
    block(transfer(0, 0, 1), transfer(0, 1, 1), transfer(0, 2, 1));
    assertThat(pool.waiting(transfer(0, 2, 1).hash())).isEmpty();
  }

  private OptionalLong waitsFor(SignedTransaction transaction) {
    return pool.waiting(transaction.hash()).orElseThrow().missingNonce();
  }

  @Test
  void statusFollowsATransactionThroughItsLife() {
    SignedTransaction transaction = transfer(0, 0, 1);
    assertThat(pool.fate(transaction.hash())).isEqualTo(new Fate.Unknown());
    add(transaction);
    assertThat(pool.fate(transaction.hash())).isEqualTo(new Fate.Pending(1_000));
    pool.inBatch(1, List.of(transaction));
    assertThat(pool.fate(transaction.hash())).isEqualTo(new Fate.InBatch(1, 1_000));
    block();
    assertThat(pool.fate(transaction.hash())).isEqualTo(new Fate.Pending(1_000));
    pool.inBatch(2, List.of(transaction));
    pool.inBatch(2, List.of());
    assertThat(pool.fate(transaction.hash())).isEqualTo(new Fate.Pending(1_000));
    pool.inBatch(2, List.of(transaction));
    block(transaction);
    assertThat(pool.fate(transaction.hash()))
        .isEqualTo(new Fate.Included(2, OptionalLong.of(1_000)));
    pool.inBatch(2, List.of(transaction));
    assertThat(pool.fate(transaction.hash()))
        .isEqualTo(new Fate.Included(2, OptionalLong.of(1_000)));
  }

  @Test
  void refusedTransactionKeepsTheReasonUntilItIsTakenIn() {
    SignedTransaction poor = transfer(15, 0, 1);
    String reason = reason(add(poor));
    assertThat(pool.fate(poor.hash())).isEqualTo(new Fate.Dropped(reason));
    block(transfer(0, 0, 15, Wei.coins(5), Wei.ZERO));

    assertThat(add(poor)).isEqualTo(ACCEPTED);

    assertThat(pool.fate(poor.hash())).isEqualTo(new Fate.Pending(1_000));
  }

  @Test
  void blockWithAnotherTransactionOfTheSameNonceReplacesOurs() {
    SignedTransaction ours = transfer(0, 0, 1);
    SignedTransaction theirs = transfer(0, 0, 2);
    add(ours);
    block(theirs);

    assertThat(pool.fate(ours.hash())).isEqualTo(new Fate.Replaced(theirs.hash()));
    assertThat(pool.size()).isEqualTo(new Mempool.Size(0, 0));
  }

  @Test
  void blockThatTakesTheMoneyDropsWhatCannotBePaidAnyMore() {
    add(transfer(0, 1, 1, Wei.coins(3), Wei.ZERO));
    add(transfer(0, 2, 1, Wei.coins(6_000), Wei.ZERO));
    SignedTransaction elsewhere = transfer(0, 0, 2, Wei.coins(9_000), Wei.ZERO);
    block(elsewhere);

    assertThat(candidates()).containsExactly(transfer(0, 1, 1, Wei.coins(3), Wei.ZERO));
    assertThat(pool.fate(transfer(0, 2, 1, Wei.coins(6_000), Wei.ZERO).hash()))
        .isEqualTo(new Fate.Dropped("insufficient funds for gas * price + value"));
  }

  @Test
  void whatABlockCouldNotExecuteComesBackAndIsAnnounced() {
    ExecutedBlock executed = ledger.execute(List.of(transfer(0, 1, 1)));
    assertThat(executed.skipped()).hasSize(1);

    pool.onBlock(executed);

    assertThat(pool.fate(transfer(0, 1, 1).hash())).isInstanceOf(Fate.Pending.class);
    assertThat(announced).containsExactly(transfer(0, 1, 1));
  }

  @Test
  void oneSenderCannotTakeMoreThanItsShareButMayFillItsHoles() {
    pool = pool(new MempoolLimits(3, 100, 1_000, 100));
    add(transfer(0, 1, 1));
    add(transfer(0, 2, 1));
    add(transfer(0, 3, 1));

    assertThat(reason(add(transfer(0, 4, 1)))).startsWith("account limit exceeded");
    assertThat(add(transfer(0, 0, 1))).isEqualTo(ACCEPTED);
    assertThat(pool.fate(transfer(0, 3, 1).hash())).isInstanceOf(Fate.Dropped.class);
    assertThat(pool.size()).isEqualTo(new Mempool.Size(3, 0));
  }

  @Test
  void fullPoolGivesUpWhatIsBehindAHoleThenWhatPaysLeast() {
    pool = pool(new MempoolLimits(10, 3, 1_000, 100));
    add(tipped(0, 5, 9));
    add(tipped(2, 0, 1));
    add(tipped(3, 0, 2));

    assertThat(reason(add(tipped(4, 7, 3)))).startsWith("txpool is full");
    assertThat(add(tipped(4, 0, 1))).isEqualTo(ACCEPTED);
    assertThat(pool.fate(tipped(0, 5, 9).hash())).isInstanceOf(Fate.Dropped.class);
    assertThat(reason(add(tipped(5, 0, 1)))).startsWith("txpool is full");
    assertThat(add(tipped(5, 0, 3))).isEqualTo(ACCEPTED);
    // Of two that pay the same, the one that came last goes.
    assertThat(candidates()).containsExactly(tipped(5, 0, 3), tipped(3, 0, 2), tipped(2, 0, 1));
    assertThat(reason(add(tipped(2, 1, 9)))).startsWith("txpool is full");
  }

  @Test
  void whatWaitsTooLongIsDropped() {
    pool = pool(new MempoolLimits(10, 10, 60_000, 100));
    add(transfer(0, 0, 1));
    now += 30_000;
    add(transfer(2, 0, 1));
    now += 30_000;

    pool.expire();

    assertThat(pool.fate(transfer(0, 0, 1).hash()))
        .isEqualTo(new Fate.Dropped("waited longer than 1 minutes"));
    assertThat(candidates()).containsExactly(transfer(2, 0, 1));
    assertThat(add(transfer(0, 0, 1))).isEqualTo(ACCEPTED);
  }

  @Test
  void whatWaitsIsToldOldestFirstWithWhatItWaitsFor() {
    add(transfer(0, 1, 1));
    add(transfer(2, 0, 1));
    pool.inBatch(1, List.of(transfer(2, 0, 1)));

    assertThat(pool.pending(10))
        .containsExactly(
            new Mempool.Pending(transfer(0, 1, 1), 1_000, OptionalLong.empty(), false),
            new Mempool.Pending(transfer(2, 0, 1), 1_000, OptionalLong.of(1), true));
    assertThat(pool.pending(1)).hasSize(1);
  }

  @Test
  void rememberedFatesAreBounded() {
    pool = pool(new MempoolLimits(10, 10, 60_000, 2));
    block(transfer(0, 0, 1), transfer(2, 0, 1), transfer(3, 0, 1));

    assertThat(pool.fate(transfer(0, 0, 1).hash())).isEqualTo(new Fate.Unknown());
    assertThat(pool.fate(transfer(3, 0, 1).hash()))
        .isEqualTo(new Fate.Included(1, OptionalLong.empty()));
  }

  @Test
  void contentIsOrderedBySenderAndNonceAndBounded() {
    add(transfer(2, 0, 1));
    add(transfer(0, 1, 1));
    add(transfer(0, 0, 1));
    add(transfer(3, 4, 1));

    Mempool.Content content = pool.content(10);

    assertThat(content.ready())
        .hasSize(3)
        .containsSubsequence(transfer(0, 0, 1), transfer(0, 1, 1));
    assertThat(content.queued()).containsExactly(transfer(3, 4, 1));
    assertThat(pool.content(2).ready()).hasSize(2);
    assertThat(pool.content(2).queued()).isEmpty();
  }

  @Test
  void listenerMayAskThePoolAndHearsEachTransactionOnce() {
    List<Mempool.Size> seen = new ArrayList<>();
    pool.listen((transaction, origin) -> seen.add(pool.size()));

    add(transfer(0, 0, 1));
    add(transfer(0, 0, 1));
    add(transfer(0, 0, 2));

    assertThat(seen).containsExactly(new Mempool.Size(1, 0));
  }
}
