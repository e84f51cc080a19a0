package org.tetrarch.ledger.execution;

import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/**
 * What the genesis file fixes about transactions and blocks for good.
 *
 * @param blockGasLimit gas that the transactions of one block may use together
 * @param baseFeePerGas burnt for each unit of gas; it never moves
 * @param memoAllowed whether transfers may carry data, which nobody executes
 * @param unprotectedAllowed whether legacy transactions without chain id (EIP-155) are accepted
 */
public record ChainRules(
    long chainId,
    long blockGasLimit,
    Wei baseFeePerGas,
    boolean memoAllowed,
    boolean unprotectedAllowed) {

  public ChainRules {
    if (chainId <= 0 || chainId > UnsignedTransaction.MAX_CHAIN_ID) {
      throw new IllegalArgumentException(
          "a chain id is in [1, " + UnsignedTransaction.MAX_CHAIN_ID + "], not " + chainId);
    }
    if (blockGasLimit <= 0) {
      throw new IllegalArgumentException("a block gas limit is above 0");
    }
  }

  /**
   * Decodes a transaction from outside and checks all that needs no state, its signature included.
   * This is the door for wallets and peers.
   */
  public SignedTransaction decode(byte[] encoded) throws InvalidTransactionException {
    SignedTransaction tx = TransactionDecoder.decode(encoded, chainId, unprotectedAllowed);
    Optional<RejectionReason> problem = problem(tx);
    if (problem.isPresent()) {
      throw new InvalidTransactionException(problem.get());
    }
    return tx;
  }

  /** Why this transaction can never be executed on this chain, if so; the signature comes last. */
  public Optional<RejectionReason> problem(SignedTransaction tx) {
    return chainProblem(tx)
        .or(() -> gasProblem(tx))
        .or(() -> feeProblem(tx))
        .or(() -> when(!tx.hasValidSignature(), RejectionReason.INVALID_SIGNATURE));
  }

  private Optional<RejectionReason> chainProblem(SignedTransaction tx) {
    OptionalLong id = tx.chainId();
    if (id.isEmpty()) {
      return when(!unprotectedAllowed, RejectionReason.UNPROTECTED);
    }
    return when(id.getAsLong() != chainId, RejectionReason.WRONG_CHAIN);
  }

  private Optional<RejectionReason> gasProblem(SignedTransaction tx) {
    if (tx.hasData() && !memoAllowed) {
      return Optional.of(RejectionReason.CALL_DATA);
    }
    if (tx.gasLimit() > blockGasLimit) {
      return Optional.of(RejectionReason.EXCEEDS_BLOCK_GAS_LIMIT);
    }
    return when(tx.gasLimit() < tx.intrinsicGas(), RejectionReason.INTRINSIC_GAS_TOO_LOW);
  }

  private Optional<RejectionReason> feeProblem(SignedTransaction tx) {
    // EIP-2681: a nonce at its maximum could not be counted up.
    if (tx.nonce() == Long.MAX_VALUE) {
      return Optional.of(RejectionReason.NONCE_AT_MAXIMUM);
    }
    if (tx.maxFeePerGas().isLessThan(tx.maxPriorityFeePerGas())) {
      return Optional.of(RejectionReason.TIP_ABOVE_FEE_CAP);
    }
    if (tx.maxFeePerGas().isLessThan(baseFeePerGas)) {
      return Optional.of(RejectionReason.FEE_CAP_TOO_LOW);
    }
    return when(tx.upfrontCost().bitLength() > Wei.BITS, RejectionReason.COST_OVERFLOW);
  }

  private static Optional<RejectionReason> when(boolean condition, RejectionReason reason) {
    return condition ? Optional.of(reason) : Optional.empty();
  }
}
