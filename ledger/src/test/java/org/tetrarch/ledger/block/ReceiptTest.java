package org.tetrarch.ledger.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.transaction.TransactionType;

class ReceiptTest {

  @Test
  void everyTypeReadsBackAsItWasWritten() throws Exception {
    for (TransactionType type : TransactionType.values()) {
      Receipt receipt = new Receipt(type, 63_000);
      assertThat(Receipt.decode(receipt.encoded())).isEqualTo(receipt);
      assertThat(receipt.encoded()[0] & 0xff)
          .isEqualTo(type == TransactionType.LEGACY ? 0xf9 : type.code());
    }
  }

  @Test
  void failuresAndLogsAreRefused() throws Exception {
    refused(0, RlpItem.of(0), "failure or logs");
    refused(2, RlpItem.of(new byte[255]), "failure or logs");
    refused(3, RlpItem.list(RlpItem.list()), "failure or logs");
    refused(1, RlpItem.of(new byte[] {0, 1}), "leading zero");
  }

  @Test
  void unknownTypesAreRefused() {
    for (byte[] encoded : List.of(new byte[0], new byte[] {0}, new byte[] {3, (byte) 0xc0})) {
      assertThatThrownBy(() -> Receipt.decode(encoded))
          .isInstanceOf(MalformedException.class)
          .hasMessage("a receipt of no known type");
    }
  }

  private static void refused(int field, RlpItem item, String why) throws Exception {
    byte[] sound = new Receipt(TransactionType.LEGACY, 21_000).encoded();
    List<RlpItem> fields = new ArrayList<>(Rlp.decode(sound).asList());
    fields.set(field, item);
    assertThatThrownBy(() -> Receipt.decode(Rlp.encode(RlpItem.list(fields))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }
}
