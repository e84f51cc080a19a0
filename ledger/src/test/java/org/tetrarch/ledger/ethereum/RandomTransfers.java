package org.tetrarch.ledger.ethereum;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.TestChain;
import org.tetrarch.ledger.transaction.AccessListEntry;
import org.tetrarch.ledger.transaction.TransactionType;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/** Transfers of every type, with memos and access lists, that {@link TestChain#RULES} accept. */
final class RandomTransfers {
  private final Random random;

  RandomTransfers(Random random) {
    this.random = random;
  }

  UnsignedTransaction next(TransactionType type, long nonce, Address to) {
    Wei fee = Wei.of(1_000_000_000L + random.nextInt(1_000_000_000));
    UnsignedTransaction.Builder builder =
        switch (type) {
          case LEGACY -> UnsignedTransaction.legacy(TestChain.CHAIN_ID).gasPrice(fee);
          case ACCESS_LIST ->
              UnsignedTransaction.accessList(TestChain.CHAIN_ID)
                  .gasPrice(fee)
                  .accessList(accessList());
          case DYNAMIC_FEE ->
              UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
                  .maxFeePerGas(fee)
                  .maxPriorityFeePerGas(fee.min(Wei.of(random.nextInt(2_000_000_000))))
                  .accessList(accessList());
        };
    return builder.nonce(nonce).value(value()).data(memo()).gasLimit(60_000).to(to);
  }

  /** From nothing to one coin, of every length in bytes. */
  private Wei value() {
    return Wei.of(new BigInteger(random.nextInt(60), random));
  }

  private byte[] memo() {
    return SeededRandom.bytes(random, random.nextInt(3) == 0 ? random.nextInt(80) : 0);
  }

  private List<AccessListEntry> accessList() {
    List<AccessListEntry> entries = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<Hash> keys = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        keys.add(Hash.of(SeededRandom.bytes(random, Hash.SIZE)));
      }
      entries.add(new AccessListEntry(Address.of(SeededRandom.bytes(random, Address.SIZE)), keys));
    }
    return entries;
  }
}
