package org.tetrarch.ledger.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.AccessListEntry;
import org.tetrarch.ledger.transaction.Forgery;
import org.tetrarch.ledger.transaction.IntrinsicGas;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/** Batches as an honest primary, a hasty one and a hostile one would propose them, mixed. */
final class RandomBatches {
  private static final int ACTORS = 8;
  private static final int MOST_TRANSACTIONS = 30;

  private final Random random;
  private final ChainRules rules;
  private final NaiveLedger now;

  /** Nonces as a sender counts them who believes that all it sent before was executed. */
  private final Map<Address, Long> nextNonces = new TreeMap<>();

  private List<SignedTransaction> batch = new ArrayList<>();

  RandomBatches(Random random, ChainRules rules, NaiveLedger now) {
    this.random = random;
    this.rules = rules;
    this.now = now;
  }

  static ChainRules rules(Random random) {
    long[] limits = {IntrinsicGas.TRANSFER, 130_000, 1_000_000};
    long[] baseFees = {0, 1, 1_000_000_000};
    return new ChainRules(
        TestChain.CHAIN_ID,
        limits[random.nextInt(limits.length)],
        Wei.of(baseFees[random.nextInt(baseFees.length)]),
        random.nextBoolean(),
        random.nextBoolean());
  }

  /** Some actors are rich and some have nothing; at times one owns all that 256 bits can count. */
  static Map<Address, Wei> alloc(Random random) {
    Map<Address, Wei> alloc = new TreeMap<>();
    BigInteger rest = Wei.MAX.value();
    for (int i = 1; i < ACTORS - 1; i++) {
      Wei balance = Wei.of(new BigInteger(20 + random.nextInt(60), random));
      alloc.put(actor(i), balance);
      rest = rest.subtract(balance.value());
    }
    alloc.put(actor(0), random.nextBoolean() ? Wei.of(rest) : Wei.coins(1));
    return alloc;
  }

  private static Address actor(int index) {
    return TestChain.key(index).address();
  }

  OrderedBatch next(BlockHeader head) {
    nextNonces.clear();
    batch = new ArrayList<>();
    for (int size = random.nextInt(MOST_TRANSACTIONS); size > 0; size--) {
      batch.add(transaction());
    }
    long late = head.timestampMillis() - 1_000 + random.nextInt(3_000);
    Address proposer = random.nextInt(4) == 0 ? TestChain.PROPOSER : actor(random.nextInt(ACTORS));
    return new OrderedBatch(late, proposer, batch);
  }

  private SignedTransaction transaction() {
    if (!batch.isEmpty() && random.nextInt(12) == 0) {
      return batch.get(random.nextInt(batch.size()));
    }
    PrivateKey key = TestChain.key(random.nextInt(ACTORS));
    long nonce = nonce(key.address());
    UnsignedTransaction content =
        (random.nextInt(3) == 0 ? odd(key.address(), nonce) : fine(nonce)).to(recipient(key));
    return switch (random.nextInt(15)) {
      case 0 -> Forgery.withSomeSignature(content, random);
      case 1 -> Forgery.withoutSigner(content, random);
      default -> {
        nextNonces.put(key.address(), nonce + 1);
        yield content.sign(key);
      }
    };
  }

  private long nonce(Address sender) {
    return nextNonces.getOrDefault(sender, now.nonce(sender));
  }

  private Address recipient(PrivateKey sender) {
    return switch (random.nextInt(6)) {
      case 0 -> sender.address();
      case 1 -> TestChain.PROPOSER;
      case 2 -> Address.of(SeededRandom.bytes(random, Address.SIZE));
      default -> actor(random.nextInt(ACTORS));
    };
  }

  /** A transfer that is executed when the sender can pay for it. */
  private UnsignedTransaction.Builder fine(long nonce) {
    return builder(TestChain.CHAIN_ID)
        .nonce(nonce)
        .value(Wei.of(new BigInteger(random.nextInt(40), random)));
  }

  /** Of any type, with up to two wei above the base fee as the cap, and up to two as the tip. */
  private UnsignedTransaction.Builder builder(long chainId) {
    Wei cap = rules.baseFeePerGas().plus(Wei.of(random.nextInt(3)));
    return switch (random.nextInt(3)) {
      case 0 -> UnsignedTransaction.legacy(chainId).gasPrice(cap);
      case 1 -> UnsignedTransaction.accessList(chainId).gasPrice(cap);
      default ->
          UnsignedTransaction.dynamicFee(chainId)
              .maxFeePerGas(cap)
              .maxPriorityFeePerGas(cap.min(Wei.of(random.nextInt(3))));
    };
  }

  /** One thing is unusual, and most often wrong. */
  private UnsignedTransaction.Builder odd(Address sender, long nonce) {
    UnsignedTransaction.Builder fine = fine(nonce);
    return switch (random.nextInt(16)) {
      case 0 -> fine.value(Wei.MAX);
      case 1 -> fine.value(Wei.of(now.balance(sender)));
      case 2 -> fine.value(allButTheFee(sender));
      case 3 -> fine.value(Wei.ZERO);
      case 4 -> fine.nonce(nonce + 1 + random.nextInt(3));
      case 5 -> fine.nonce(Math.max(0, nonce - 1));
      case 6 -> fine.nonce(Long.MAX_VALUE - random.nextInt(2));
      case 7 -> builder(TestChain.CHAIN_ID + 1).nonce(nonce);
      case 8 -> unprotected(nonce);
      case 9 -> fine.gasLimit(IntrinsicGas.TRANSFER - 1);
      case 10 -> fine.gasLimit(rules.blockGasLimit() - random.nextInt(2));
      case 11 -> fine.gasLimit(rules.blockGasLimit() + 1);
      case 12 -> fine.gasLimit(60_000).data(SeededRandom.bytes(random, 1 + random.nextInt(99)));
      case 13 -> dynamicFee(nonce, Wei.of(random.nextInt(3)), Wei.of(random.nextInt(3)));
      case 14 -> dynamicFee(nonce, Wei.MAX, Wei.of(random.nextInt(3)));
      default -> withAccessList(nonce);
    };
  }

  private UnsignedTransaction.Builder dynamicFee(long nonce, Wei cap, Wei tip) {
    return UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
        .nonce(nonce)
        .maxFeePerGas(cap)
        .maxPriorityFeePerGas(tip);
  }

  private UnsignedTransaction.Builder unprotected(long nonce) {
    return UnsignedTransaction.unprotectedLegacy().nonce(nonce).gasPrice(rules.baseFeePerGas());
  }

  private UnsignedTransaction.Builder withAccessList(long nonce) {
    Address address = Address.of(SeededRandom.bytes(random, Address.SIZE));
    AccessListEntry entry = new AccessListEntry(address, List.of(Hash.ZERO, Hash.ZERO));
    return dynamicFee(nonce, rules.baseFeePerGas(), Wei.ZERO)
        .gasLimit(27_200 - random.nextInt(2))
        .accessList(List.of(entry));
  }

  /** What leaves the sender with nothing, if its fee cap is at most one wei above the base fee. */
  private Wei allButTheFee(Address sender) {
    BigInteger price = rules.baseFeePerGas().value().add(BigInteger.valueOf(random.nextInt(2)));
    BigInteger fee = price.multiply(BigInteger.valueOf(IntrinsicGas.TRANSFER));
    return Wei.of(now.balance(sender).subtract(fee).max(BigInteger.ZERO));
  }
}
