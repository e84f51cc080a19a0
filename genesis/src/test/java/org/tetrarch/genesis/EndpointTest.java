package org.tetrarch.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1", "node0:65535", "a-b.example.org:30300", "[::1]:30300"})
  void readsWhatItPrints(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1",
        "a",
        "a:",
        "a:0",
        "a:65536",
        "a:b",
        "::1:30300",
        "-a:1",
        "a/b:1",
        "[a:1"
      })
  void refusesWhatIsNoHostAndPort(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIpv6AddressHasNoBracketsAsHost() {
    assertThat(Endpoint.parse("[::1]:30300").host()).isEqualTo("::1");
  }
}
