package org.tetrarch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeiTest {

  @ParameterizedTest
  @CsvSource({
    "1.5, COIN, 1500000000000000000",
    "0, COIN, 0",
    ".5, COIN, 500000000000000000",
    "1.50, GWEI, 1500000000",
    "0.000000000000000001, COIN, 1",
    "007, WEI, 7",
  })
  void amountsAreReadInTheirUnit(String text, Wei.Unit unit, String wei) throws Exception {
    assertThat(Wei.parse(text, unit)).isEqualTo(Wei.of(new BigInteger(wei)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-1", "+1", "1e3", "1,5", "1.", "0x10", "1.5.1", "٣", "1_000", "NaN"})
  void whatIsNoPlainDecimalIsRefused(String text) {
    assertThatThrownBy(() -> Wei.parse(text, Wei.Unit.COIN))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("is not an amount");
  }

  @Test
  void aFractionOfAWeiIsRefused() {
    assertThatThrownBy(() -> Wei.parse("0.0000000000000000001", Wei.Unit.COIN))
        .hasMessageContaining("more than 18 digits after the point");
  }

  @Test
  void anAmountBeyond256BitsIsRefusedHoweverItIsWritten() throws Exception {
    assertThat(Wei.parse(Wei.MAX.toString(), Wei.Unit.WEI)).isEqualTo(Wei.MAX);
    assertThatThrownBy(
            () -> Wei.parse(Wei.MAX.value().add(BigInteger.ONE).toString(), Wei.Unit.WEI))
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> Wei.parse("9".repeat(1_000_000), Wei.Unit.WEI))
        .hasMessageContaining("longer than");
  }

  @Test
  void moneyNeverWraps() {
    assertThatThrownBy(() -> Wei.MAX.plus(Wei.of(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.ZERO.minus(Wei.of(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.MAX.times(2)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.of(-1)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1500000000000000000, 1.5",
    "1, 0.000000000000000001",
    "0, 0",
    "10000000000000000000000, 10000",
  })
  void coinsAreWrittenPlainAndShort(String wei, String coins) {
    assertThat(Wei.of(new BigInteger(wei)).toCoins()).isEqualTo(coins);
  }
}
