package org.tetrarch.ledger.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.AccountView;
import org.tetrarch.ledger.state.StateOverlay;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * A block in the making: transactions are added one after the other, and each is executed at once
 * on an overlay, or refused and leaves no trace. Nothing is hashed. The primary builds its batches
 * with it and a backup checks them, each on {@link #state()} of the one before; so does the
 * executor. For one thread.
 */
public final class PendingBlock {
  private final ChainRules rules;
  private final Address proposer;
  private final StateOverlay state;
  private final List<SignedTransaction> transactions = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private long gasUsed;

  /**
   * @param parent the accounts that this block begins with
   * @param proposer who receives the tips
   */
  public PendingBlock(ChainRules rules, AccountView parent, Address proposer) {
    this.rules = rules;
    this.proposer = proposer;
    this.state = new StateOverlay(parent);
  }

  /** Executes a transaction as the next one; if it cannot be, says why and changes nothing. */
  public Optional<RejectionReason> add(SignedTransaction tx) {
    Optional<RejectionReason> problem =
        rules.problem(tx).or(() -> blockProblem(tx)).or(() -> senderProblem(tx, state));
    if (problem.isEmpty()) {
      execute(tx);
    }
    return problem;
  }

  /** Why the sender cannot send this now: nonce or funds. The mempool asks the same question. */
  public static Optional<RejectionReason> senderProblem(SignedTransaction tx, AccountView state) {
    long nonce = state.nonce(tx.sender());
    if (tx.nonce() < nonce) {
      return Optional.of(RejectionReason.NONCE_TOO_LOW);
    }
    if (tx.nonce() > nonce) {
      return Optional.of(RejectionReason.NONCE_TOO_HIGH);
    }
    return state.balance(tx.sender()).value().compareTo(tx.upfrontCost()) < 0
        ? Optional.of(RejectionReason.INSUFFICIENT_FUNDS)
        : Optional.empty();
  }

  private Optional<RejectionReason> blockProblem(SignedTransaction tx) {
    return tx.gasLimit() > rules.blockGasLimit() - gasUsed
        ? Optional.of(RejectionReason.BLOCK_FULL)
        : Optional.empty();
  }

  private void execute(SignedTransaction tx) {
    long gas = tx.intrinsicGas();
    Wei price = tx.effectiveGasPrice(rules.baseFeePerGas());
    Address sender = tx.sender();
    state.incrementNonce(sender);
    state.debit(sender, price.times(gas).plus(tx.value()));
    state.credit(tx.to(), tx.value());
    // EIP-1559: the base fee is burnt, which is to say credited to nobody.
    state.credit(proposer, price.minus(rules.baseFeePerGas()).times(gas));
    gasUsed += gas;
    transactions.add(tx);
    receipts.add(new Receipt(tx.type(), gasUsed));
  }

  /** The accounts after the transactions so far. */
  public StateOverlay state() {
    return state;
  }

  /** The transactions that were executed, in order. */
  public List<SignedTransaction> transactions() {
    return Collections.unmodifiableList(transactions);
  }

  public List<Receipt> receipts() {
    return Collections.unmodifiableList(receipts);
  }

  public long gasUsed() {
    return gasUsed;
  }
}
