package org.tetrarch.ledger.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * The rules of execution written a second time, as plainly as can be: two maps and unbounded
 * numbers, no overlay, no trie, none of the ledger's own arithmetic.
 */
final class NaiveLedger {
  private static final BigInteger TOO_MUCH = BigInteger.TWO.pow(256);

  private final ChainRules rules;
  private final BigInteger baseFee;
  private final Map<Address, BigInteger> balances = new TreeMap<>();
  private final Map<Address, Long> nonces = new TreeMap<>();
  private BigInteger burnt = BigInteger.ZERO;

  /** What became of one batch; {@code cumulativeGas} has an entry for each executed transaction. */
  record Outcome(
      List<SignedTransaction> executed,
      List<ExecutedBlock.Skipped> skipped,
      List<Long> cumulativeGas) {}

  NaiveLedger(ChainRules rules, Map<Address, Wei> alloc) {
    this.rules = rules;
    this.baseFee = rules.baseFeePerGas().value();
    alloc.forEach((address, balance) -> balances.put(address, balance.value()));
  }

  Outcome execute(OrderedBatch batch) {
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    long gasUsed = 0;
    for (SignedTransaction tx : batch.transactions()) {
      RejectionReason problem = problem(tx, rules.blockGasLimit() - gasUsed);
      if (problem != null) {
        outcome.skipped().add(new ExecutedBlock.Skipped(tx, problem));
        continue;
      }
      move(tx, batch.proposer());
      gasUsed += gas(tx);
      outcome.executed().add(tx);
      outcome.cumulativeGas().add(gasUsed);
    }
    return outcome;
  }

  private @Nullable RejectionReason problem(SignedTransaction tx, long gasLeft) {
    BigInteger cap = tx.maxFeePerGas().value();
    BigInteger cost = cap.multiply(BigInteger.valueOf(tx.gasLimit())).add(tx.value().value());
    if (tx.chainId().isEmpty() && !rules.unprotectedAllowed()) {
      return RejectionReason.UNPROTECTED;
    } else if (tx.chainId().isPresent() && tx.chainId().getAsLong() != rules.chainId()) {
      return RejectionReason.WRONG_CHAIN;
    } else if (tx.data().length > 0 && !rules.memoAllowed()) {
      return RejectionReason.CALL_DATA;
    } else if (tx.gasLimit() > rules.blockGasLimit()) {
      return RejectionReason.EXCEEDS_BLOCK_GAS_LIMIT;
    } else if (tx.gasLimit() < gas(tx)) {
      return RejectionReason.INTRINSIC_GAS_TOO_LOW;
    } else if (tx.nonce() == Long.MAX_VALUE) {
      return RejectionReason.NONCE_AT_MAXIMUM;
    } else if (tx.maxPriorityFeePerGas().value().compareTo(cap) > 0) {
      return RejectionReason.TIP_ABOVE_FEE_CAP;
    } else if (cap.compareTo(baseFee) < 0) {
      return RejectionReason.FEE_CAP_TOO_LOW;
    } else if (cost.compareTo(TOO_MUCH) >= 0) {
      return RejectionReason.COST_OVERFLOW;
    } else if (!tx.hasValidSignature()) {
      return RejectionReason.INVALID_SIGNATURE;
    } else if (tx.gasLimit() > gasLeft) {
      return RejectionReason.BLOCK_FULL;
    } else if (tx.nonce() != nonce(tx.sender())) {
      return tx.nonce() < nonce(tx.sender())
          ? RejectionReason.NONCE_TOO_LOW
          : RejectionReason.NONCE_TOO_HIGH;
    }
    return balance(tx.sender()).compareTo(cost) < 0 ? RejectionReason.INSUFFICIENT_FUNDS : null;
  }

  private void move(SignedTransaction tx, Address proposer) {
    BigInteger gas = BigInteger.valueOf(gas(tx));
    BigInteger roomForTip = tx.maxFeePerGas().value().subtract(baseFee);
    BigInteger tip = tx.maxPriorityFeePerGas().value().min(roomForTip).multiply(gas);
    BigInteger fee = baseFee.multiply(gas);
    nonces.merge(tx.sender(), 1L, Long::sum);
    add(tx.sender(), tx.value().value().add(tip).add(fee).negate());
    add(tx.to(), tx.value().value());
    add(proposer, tip);
    burnt = burnt.add(fee);
  }

  private void add(Address address, BigInteger amount) {
    balances.merge(address, amount, BigInteger::add);
  }

  private static long gas(SignedTransaction tx) {
    long gas = 21_000;
    for (byte b : tx.data()) {
      gas += b == 0 ? 4 : 16;
    }
    for (var entry : tx.accessList()) {
      gas += 2_400 + 1_900L * entry.storageKeys().size();
    }
    return gas;
  }

  BigInteger balance(Address address) {
    return balances.getOrDefault(address, BigInteger.ZERO);
  }

  long nonce(Address address) {
    return nonces.getOrDefault(address, 0L);
  }

  BigInteger burnt() {
    return burnt;
  }

  BigInteger sumOfBalances() {
    return balances.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Every address that was ever paid or has paid. */
  Map<Address, Account> accounts() {
    Map<Address, Account> accounts = new TreeMap<>();
    balances.forEach(
        (address, balance) -> accounts.put(address, new Account(nonce(address), Wei.of(balance))));
    return accounts;
  }
}
