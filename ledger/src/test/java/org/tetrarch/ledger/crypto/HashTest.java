package org.tetrarch.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;

class HashTest {

  @Test
  void theCallersArrayIsNotTheHashs() {
    byte[] bytes = new byte[32];
    Hash hash = Hash.of(bytes);
    bytes[0] = 1;
    hash.toBytes()[1] = 1;

    assertThat(hash).isEqualTo(Hash.ZERO);
  }

  @Test
  void hexIsReadInAnyCaseAndWrittenLower() throws Exception {
    String upper = "0x" + "AB".repeat(32);
    assertThat(Hash.parse(upper).toHex()).isEqualTo("0x" + "ab".repeat(32));
    assertThat(Hash.parse("ab".repeat(32))).isEqualTo(Hash.parse(upper));
  }

  @Test
  void whatIsNoHashIsRefusedWithTheReason() {
    assertThatThrownBy(() -> Hash.parse("0x12"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("a hash must have 64 hex digits, this has 2");
    assertThatThrownBy(() -> Hash.parse("0x" + "g".repeat(64)))
        .hasMessage("a hash has a character that is not a hex digit");
    assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hashesAreOrderedAsUnsignedNumbers() {
    Hash low = Hash.fromHex("7f" + "00".repeat(31));
    Hash high = Hash.fromHex("80" + "00".repeat(31));
    assertThat(low).isLessThan(high);
  }
}
