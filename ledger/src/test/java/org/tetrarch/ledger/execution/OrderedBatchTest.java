package org.tetrarch.ledger.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

class OrderedBatchTest {
  private static final SignedTransaction TYPED =
      UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
          .maxFeePerGas(Wei.gwei(1))
          .to(TestChain.PROPOSER)
          .sign(TestChain.key(0));
  private static final SignedTransaction LEGACY =
      UnsignedTransaction.legacy(TestChain.CHAIN_ID)
          .gasPrice(Wei.gwei(1))
          .to(TestChain.PROPOSER)
          .sign(TestChain.key(1));
  private static final OrderedBatch BATCH =
      new OrderedBatch(1_750_000_000_123L, TestChain.PROPOSER, List.of(TYPED, LEGACY));

  @Test
  void aBatchReadsBackAsItWasWritten() throws Exception {
    OrderedBatch decoded = OrderedBatch.decode(BATCH.encoded());
    assertThat(decoded).isEqualTo(BATCH);
    assertThat(decoded.encoded()).isEqualTo(BATCH.encoded());
  }

  @Test
  void aTransactionThatIsKnownIsTakenForTheDecodedOne() throws Exception {
    OrderedBatch decoded =
        OrderedBatch.decode(BATCH.encoded(), tx -> tx.equals(LEGACY) ? LEGACY : tx);
    assertThat(decoded.transactions().get(1)).isSameAs(LEGACY);
    assertThat(decoded.transactions().get(0)).isEqualTo(TYPED).isNotSameAs(TYPED);
  }

  @Test
  void aTimeOutOfRangeIsRefused() throws Exception {
    long tooLate = BlockHeader.MAX_TIMESTAMP_MILLIS + 1;
    assertThatThrownBy(() -> new OrderedBatch(tooLate, Address.ZERO, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OrderedBatch(-1, Address.ZERO, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    refused(0, RlpItem.of(tooLate), "batch time out of range");
    refused(0, RlpItem.of(Long.MAX_VALUE), "batch time out of range");
  }

  @Test
  void anotherShapeIsRefused() throws Exception {
    refused(1, RlpItem.of(new byte[19]), "expected 20 bytes");
    refused(2, RlpItem.of(1), "expected a list");
    refused(2, RlpItem.list(RlpItem.of(1)), "transaction 0");
    assertThatThrownBy(() -> OrderedBatch.decode(new byte[0]))
        .isInstanceOf(MalformedException.class);
  }

  private static void refused(int field, RlpItem item, String why) throws Exception {
    List<RlpItem> fields = new ArrayList<>(Rlp.decode(BATCH.encoded()).list(3));
    fields.set(field, item);
    assertThatThrownBy(() -> OrderedBatch.decode(Rlp.encode(RlpItem.list(fields))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }
}
