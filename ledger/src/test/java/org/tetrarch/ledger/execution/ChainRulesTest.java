package org.tetrarch.ledger.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

class ChainRulesTest {
  private static final ChainRules STRICT =
      new ChainRules(TestChain.CHAIN_ID, 100_000, Wei.gwei(1), false, false);
  private static final ChainRules LOOSE =
      new ChainRules(TestChain.CHAIN_ID, 100_000, Wei.gwei(1), true, true);

  @Test
  void aTransferPassesTheDoor() throws Exception {
    SignedTransaction tx = signed(fine());
    assertThat(STRICT.decode(tx.encoded())).isEqualTo(tx);
    assertThat(STRICT.problem(tx)).isEmpty();
  }

  @Test
  void theDoorSaysWhyItIsShut() {
    refused(signed(fine().data(new byte[1])), RejectionReason.CALL_DATA);
    refused(signed(fine().gasLimit(100_001)), RejectionReason.EXCEEDS_BLOCK_GAS_LIMIT);
    refused(signed(fine().gasLimit(20_999)), RejectionReason.INTRINSIC_GAS_TOO_LOW);
    refused(
        signed(fine().maxFeePerGas(Wei.gwei(1).minus(Wei.of(1)))), RejectionReason.FEE_CAP_TOO_LOW);
    refused(signed(fine().maxPriorityFeePerGas(Wei.gwei(2))), RejectionReason.TIP_ABOVE_FEE_CAP);
    refused(signed(fine().nonce(Long.MAX_VALUE)), RejectionReason.NONCE_AT_MAXIMUM);
    refused(signed(fine().value(Wei.MAX)), RejectionReason.COST_OVERFLOW);
    refused(signed(fine().maxFeePerGas(Wei.MAX)), RejectionReason.COST_OVERFLOW);
    refused(
        signed(UnsignedTransaction.unprotectedLegacy().gasPrice(Wei.gwei(1))),
        RejectionReason.UNPROTECTED);
    refused(
        signed(UnsignedTransaction.legacy(1).gasPrice(Wei.gwei(1))), RejectionReason.WRONG_CHAIN);
  }

  @Test
  void genesisMayAllowMemosAndUnprotectedTransactions() throws Exception {
    SignedTransaction memo = signed(fine().gasLimit(21_020).data(new byte[] {0, 9}));
    SignedTransaction unprotected =
        signed(UnsignedTransaction.unprotectedLegacy().gasPrice(Wei.gwei(1)));
    assertThat(LOOSE.decode(memo.encoded())).isEqualTo(memo);
    assertThat(LOOSE.decode(unprotected.encoded())).isEqualTo(unprotected);
  }

  @Test
  void aMemoIsPaidByTheByte() {
    // EIP-2028: 4 for a zero byte, 16 for another.
    assertThat(LOOSE.problem(signed(fine().gasLimit(21_019).data(new byte[] {0, 9}))))
        .contains(RejectionReason.INTRINSIC_GAS_TOO_LOW);
  }

  @Test
  void theHighestCostThatFitsIsNoOverflow() {
    Wei fee = Wei.gwei(1).times(21_000);
    assertThat(STRICT.problem(signed(fine().value(Wei.MAX.minus(fee))))).isEmpty();
    assertThat(STRICT.problem(signed(fine().value(Wei.MAX.minus(fee).plus(Wei.of(1))))))
        .contains(RejectionReason.COST_OVERFLOW);
  }

  @Test
  void rulesOutOfRangeAreNoRules() {
    for (long chainId : new long[] {0, -1, UnsignedTransaction.MAX_CHAIN_ID + 1}) {
      assertThatThrownBy(() -> new ChainRules(chainId, 1, Wei.ZERO, false, false))
          .hasMessageContaining("a chain id is in [1, ");
    }
    assertThatThrownBy(() -> new ChainRules(1, 0, Wei.ZERO, false, false))
        .hasMessage("a block gas limit is above 0");
  }

  private static UnsignedTransaction.Builder fine() {
    return UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID).maxFeePerGas(Wei.gwei(1));
  }

  private static SignedTransaction signed(UnsignedTransaction.Builder builder) {
    return builder.to(TestChain.PROPOSER).sign(TestChain.key(0));
  }

  private static void refused(SignedTransaction tx, RejectionReason reason) {
    InvalidTransactionException e =
        catchThrowableOfType(InvalidTransactionException.class, () -> STRICT.decode(tx.encoded()));
    assertThat(e.reason()).isEqualTo(reason);
    assertThat(STRICT.problem(tx)).contains(reason);
  }
}
