package org.tetrarch.ledger.rlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tetrarch.ledger.Vectors;

/** The RLP tests of github.com/ethereum/tests. */
class RlpVectorsTest {

  static Stream<Named<JsonNode>> valid() {
    return Vectors.read("rlptest.json").properties().stream()
        .map(entry -> Named.of(entry.getKey(), entry.getValue()));
  }

  static Stream<Named<String>> invalid() {
    return Vectors.read("invalidRLPTest.json").properties().stream()
        .map(entry -> Named.of(entry.getKey(), entry.getValue().asText()));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validItemsEncodeAndDecode(JsonNode vector) throws Exception {
    RlpItem item = item(vector.get("in"));
    byte[] encoded = Vectors.hex(vector.get("out").asText());

    assertThat(Rlp.encode(item)).isEqualTo(encoded);
    assertThat(Rlp.decode(encoded)).isEqualTo(item);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidEncodingsAreRefused(String hex) {
    assertThatThrownBy(() -> Rlp.decode(Vectors.hex(hex))).isInstanceOf(RlpException.class);
  }

  private static RlpItem item(JsonNode node) {
    if (node.isArray()) {
      List<RlpItem> items = new ArrayList<>();
      node.forEach(child -> items.add(item(child)));
      return RlpItem.list(items);
    }
    if (node.isNumber()) {
      return RlpItem.of(node.asLong());
    }
    String text = node.asText();
    return text.startsWith("#")
        ? RlpItem.of(new BigInteger(text.substring(1)))
        : RlpItem.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
