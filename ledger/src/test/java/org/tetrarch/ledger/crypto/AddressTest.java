package org.tetrarch.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.ledger.MalformedException;

class AddressTest {

  // The test cases of EIP-55: all caps, all lower, normal.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
      })
  void eip55Checksums(String text) throws Exception {
    assertThat(Address.fromHex(text.toLowerCase(Locale.ROOT)).checksummed()).isEqualTo(text);
    assertThat(Address.parseChecked(text).checksummed()).isEqualTo(text);
  }

  @Test
  void anAddressWithoutCaseHasNoChecksumToBreak() throws Exception {
    String lower = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
    String upper = "0x" + lower.substring(2).toUpperCase(Locale.ROOT);
    assertThat(Address.parseChecked(lower)).isEqualTo(Address.parseChecked(upper));
  }

  @Test
  void oneLetterOfTheWrongCaseIsRefused() {
    assertThatThrownBy(() -> Address.parseChecked("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("checksum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0",
        "0xzzAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "vitalik.eth",
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> Address.parseChecked(text)).isInstanceOf(MalformedException.class);
  }

  @Test
  void theDevelopmentKeyHasItsWellKnownAddress() {
    // First account of the "test test … junk" mnemonic, as every development node prints it.
    PrivateKey key =
        PrivateKey.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
    assertThat(key.address().checksummed()).isEqualTo("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  }
}
