package org.tetrarch.lab.simulator.monitor;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.state.AccountView;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;

/**
 * INV-2, every executed transfer was signed by its sender for this chain; INV-3, no (sender, nonce)
 * is executed twice; INV-4, balances and burnt fees add up to the genesis supply. Keeps accounts of
 * its own, in the plainest way there is, and compares.
 */
public final class Coins implements Monitor {
  private final Genesis genesis;
  private final Map<Address, BigInteger> balances = new HashMap<>();
  private final Map<Address, Long> nonces = new HashMap<>();
  private BigInteger burnt = BigInteger.ZERO;
  private long height;

  public Coins(Genesis genesis) {
    this.genesis = genesis;
    genesis.alloc().forEach((address, it) -> balances.put(address, it.balance().value()));
  }

  /** Looks at each height once: that all replicas have the same blocks is for others to say. */
  @Override
  public void executed(int replica, ExecutedBlock executed) {
    Block block = executed.block();
    if (block.number() != height + 1) {
      return;
    }
    height++;
    for (SignedTransaction transaction : block.transactions()) {
      Address sender = verifiedSender(transaction, replica);
      once(sender, transaction);
      move(sender, transaction, block);
    }
    executed
        .changedAccounts()
        .forEach(
            (address, account) -> {
              BigInteger expected = balances.getOrDefault(address, BigInteger.ZERO);
              if (!account.balance().value().equals(expected)) {
                throw new Violation(
                    "INV-4",
                    "block %d leaves %s with %s, not with %s"
                        .formatted(block.number(), address, account.balance(), expected));
              }
            });
  }

  private Address verifiedSender(SignedTransaction transaction, int replica) {
    try {
      SignedTransaction anew = TransactionDecoder.decodeUnverified(transaction.encoded());
      boolean here = anew.chainId().isPresent() && anew.chainId().getAsLong() == genesis.chainId();
      if (here && anew.hasValidSignature()) {
        return anew.sender();
      }
    } catch (InvalidTransactionException e) {
      throw new Violation("INV-2", "replica " + replica + " executes garbage: " + e.getMessage());
    }
    throw new Violation(
        "INV-2", "replica %d executes %s, which nobody signed".formatted(replica, transaction));
  }

  private void once(Address sender, SignedTransaction transaction) {
    long next = nonces.getOrDefault(sender, 0L);
    if (transaction.nonce() != next) {
      throw new Violation(
          "INV-3",
          "nonce %d of %s is executed when %d is next"
              .formatted(transaction.nonce(), sender, next));
    }
    nonces.put(sender, next + 1);
  }

  private void move(Address sender, SignedTransaction transaction, Block block) {
    BigInteger gas = BigInteger.valueOf(transaction.intrinsicGas());
    BigInteger price = transaction.effectiveGasPrice(genesis.baseFeePerGas()).value();
    BigInteger fee = gas.multiply(price);
    BigInteger burn = gas.multiply(genesis.baseFeePerGas().value());
    add(sender, transaction.value().value().add(fee).negate());
    add(transaction.to(), transaction.value().value());
    add(block.header().miner(), fee.subtract(burn));
    burnt = burnt.add(burn);
    if (balances.getOrDefault(sender, BigInteger.ZERO).signum() < 0) {
      throw new Violation("INV-4", sender + " spends more than it has in block " + block.number());
    }
  }

  private void add(Address address, BigInteger amount) {
    balances.merge(address, amount, BigInteger::add);
  }

  /** At the end: what a replica's state says is what these accounts say, down to the last coin. */
  public void compare(int replica, long itsHeight, AccountView state) {
    if (itsHeight != height) {
      return;
    }
    BigInteger sum = burnt;
    for (Map.Entry<Address, BigInteger> each : balances.entrySet()) {
      BigInteger there = state.account(each.getKey()).balance().value();
      sum = sum.add(there);
      if (!there.equals(each.getValue())) {
        throw new Violation(
            "INV-4",
            "replica %d says that %s has %s, not %s"
                .formatted(replica, each.getKey(), there, each.getValue()));
      }
    }
    if (!sum.equals(genesis.supply().value())) {
      throw new Violation(
          "INV-4",
          "balances and burnt fees of replica %d are %s, the supply is %s"
              .formatted(replica, sum, genesis.supply()));
    }
  }
}
