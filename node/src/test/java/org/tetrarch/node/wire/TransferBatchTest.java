package org.tetrarch.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.SignedTransaction;

class TransferBatchTest {
  private static final Address PROPOSER = Samples.key(0).address();

  private static TransferBatch of(SignedTransaction... transactions) {
    return new TransferBatch(1_700_000_000_123L, PROPOSER, List.of(transactions));
  }

  @Test
  void theDigestIsTheHashOfTheEncoding() {
    TransferBatch batch = of(Samples.transaction(1, Samples.CHAIN_ID));
    assertThat(batch.digest().toBytes()).isEqualTo(Keccak.hash(batch.encoded()).toBytes());
  }

  @Test
  void batchesThatDifferInAnythingHaveDifferentDigests() {
    SignedTransaction one = Samples.transaction(1, Samples.CHAIN_ID);
    SignedTransaction two = Samples.transaction(2, Samples.CHAIN_ID);
    assertThat(of(one, two).digest()).isNotEqualTo(of(two, one).digest());
    assertThat(new TransferBatch(5, PROPOSER, List.of()).digest())
        .isNotEqualTo(new TransferBatch(6, PROPOSER, List.of()).digest())
        .isNotEqualTo(new TransferBatch(5, Address.ZERO, List.of()).digest());
  }

  @Test
  void aTransactionKnownFromGossipIsNotRecoveredAgain() throws MalformedException {
    TransactionCache cache = Samples.cache();
    SignedTransaction known = Samples.transaction(1, Samples.CHAIN_ID);
    cache.add(known);
    TransferBatch decoded = TransferBatch.decode(of(known).encoded(), cache);
    assertThat(decoded.transactions().getFirst()).isSameAs(known);
  }

  @Test
  void whatABatchBringsIsKnownAfterwards() throws MalformedException {
    TransactionCache cache = Samples.cache();
    SignedTransaction sent = Samples.transaction(2, Samples.CHAIN_ID);
    SignedTransaction received =
        TransferBatch.decode(of(sent).encoded(), cache).transactions().getFirst();
    assertThat(received.sender()).isEqualTo(Samples.key(2).address());
    assertThat(cache.get(sent.hash())).isSameAs(received);
  }

  @Test
  void aTransactionForAnotherChainMakesTheBatchMalformed() {
    byte[] encoded = of(Samples.transaction(1, 1)).encoded();
    assertThatThrownBy(() -> TransferBatch.decode(encoded, Samples.cache()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("another chain");
  }

  @Test
  void moreTransactionsThanTheBoundAreRefusedUnread() {
    RlpWriter writer = new RlpWriter().beginList().add(1).add(PROPOSER).beginList();
    for (int i = 0; i <= TransferBatch.MAX_TRANSACTIONS; i++) {
      writer.add(new byte[9]);
    }
    byte[] encoded = writer.endList().endList().toBytes();
    assertThatThrownBy(() -> TransferBatch.decode(encoded, Samples.cache()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more than");
  }

  @Test
  void aBatchBeyondTheBytesOfAFrameIsNeverMade() {
    List<SignedTransaction> many =
        Collections.nCopies(
            TransferBatch.MAX_TRANSACTIONS, Samples.transaction(2, Samples.CHAIN_ID));
    assertThatThrownBy(() -> new TransferBatch(1, PROPOSER, many))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCacheForgetsRatherThanGrows() {
    RecentCache<Integer, String> cache = new RecentCache<>(100);
    for (int i = 0; i < 10_000; i++) {
      cache.put(i, "x");
      assertThat(cache.size()).isLessThanOrEqualTo(100);
    }
    for (int i = 9_950; i < 10_000; i++) {
      assertThat(cache.get(i)).as("latest half: %d", i).isNotNull();
    }
  }
}
