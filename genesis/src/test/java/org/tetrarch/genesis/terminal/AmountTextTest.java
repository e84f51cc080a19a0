package org.tetrarch.genesis.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;

class AmountTextTest {
  @ParameterizedTest
  @CsvSource({
    "1.5,1500000000000000000",
    "100gwei,100000000000",
    "5 wei,5",
    "1ETHER,1000000000000000000",
    "2tet,2000000000000000000",
    ".5,500000000000000000"
  })
  void readsCoinsAndUnits(String text, String wei) throws Exception {
    assertThat(AmountText.parse(text, "TET")).hasToString(wei);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "1e18", "1,5", "1.2.3", "1 BTC", "0.5wei", "0.0000000000000000001"})
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> AmountText.parse(text, "TET")).isInstanceOf(MalformedException.class);
  }

  @Test
  void aPriceMustNameItsUnit() throws Exception {
    assertThat(AmountText.parseWithUnit("2gwei", "TET")).isEqualTo(Wei.gwei(2));
    assertThatThrownBy(() -> AmountText.parseWithUnit("2", "TET"))
        .hasMessageContaining("write 2gwei");
  }
}
