package org.tetrarch.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;

class GenesisFileTest {
  private static final Genesis LOCAL = DevelopmentNetwork.create(4, 10).genesis();
  private static final String TEXT = GenesisFile.format(LOCAL);

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackEqual() throws Exception {
    Path file = folder.resolve("genesis.json");
    GenesisFile.write(LOCAL, file);

    assertThat(GenesisFile.read(file)).isEqualTo(LOCAL);
  }

  @Test
  void balancesMayBeHexOrDecimalTextOrNumberAndKeysMayLack0x() throws Exception {
    String text =
        TEXT.substring(0, TEXT.indexOf("\"alloc\""))
            + """
            "alloc": {
              "0x0000000000000000000000000000000000000001": {"balance": "0x10"},
              "0000000000000000000000000000000000000002": {"balance": "17", "comment": "x"},
              "0x0000000000000000000000000000000000000003": {"balance": 18},
              "0x0000000000000000000000000000000000000004": {"balance": 10000000000000000000000}
            }}
            """;

    Genesis genesis = GenesisFile.parse(text);

    assertThat(genesis.alloc().values())
        .extracting(Allocation::balance)
        .containsExactly(Wei.of(16), Wei.of(17), Wei.of(18), Wei.coins(10_000));
    assertThat(genesis.alloc().firstKey())
        .isEqualTo(Address.fromHex("0x0000000000000000000000000000000000000001"));
  }

  @Test
  void fieldsThatMayBeLeftOutHaveTheDocumentedDefaults() throws Exception {
    String validators = TEXT.substring(TEXT.indexOf("\"validators\""), TEXT.indexOf("]") + 1);

    Genesis genesis =
        GenesisFile.parse(
            "{\"config\":{\"chainId\":\"0x1\",\"pbft\":{" + validators + "}},\"alloc\":{}}");

    assertThat(genesis.pbft()).isEqualTo(PbftParameters.defaults(Genesis.quorumOf(genesis.n())));
    assertThat(genesis.symbol()).isEqualTo("TET");
    assertThat(genesis.gasLimit()).isEqualTo(60_000_000);
    assertThat(genesis.baseFeePerGas()).isEqualTo(Wei.gwei(1));
    assertThat(genesis.chainId()).isEqualTo(1);
    assertThat(genesis.supply()).isEqualTo(Wei.ZERO);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "chainId" : 770077 | "chainId" : 0 | config.chainId: must be between 1 and
          "chainId" : 770077 | "chainId" : -1 | config.chainId: must be a whole number
          "chainId" : 770077 | "chainId" : 1.5 | config.chainId: must be a whole number
          "chainId" : 770077 | "chainId" : "0x1ffffffffffffffff" | config.chainId: is too large
          "chainId" : 770077, | | config.chainId: is missing
          "symbol" : "TET" | "symbol" : "TOOLONG" | config.symbol: must be 2 to 6 letters
          "symbol" : "TET" | "symbol" : 5 | config.symbol: must be a text
          "allowMemo" : false | "allowMemo" : "no" | config.allowMemo: must be true or false
          "allowMemo" : false | "allowMemos" : false | config.allowMemos: is not a known field here; known are
          "window" : 16 | "window" : 0 | config.pbft.window: must be between 1 and
          "window" : 16 | "window" : 1 | config.pbft.window: must be at least two checkpoint intervals, which is 2 with checkpointInterval 1, not 1
          "window" : 16 | "window" : 1025 | config.pbft.window: must be between 1 and 1024
          "checkpointInterval" : 1 | "checkpointInterval" : 9 | config.pbft.window: must be at least two checkpoint intervals, which is 18 with checkpointInterval 9, not 16
          "checkpointInterval" : 1 | "checkpointInterval" : 0 | config.pbft.checkpointInterval: must be between 1 and 512
          "checkpointInterval" : 1 | "checkpointInterval" : 513 | config.pbft.checkpointInterval: must be between 1 and 512
          "maxInFlight" : 8 | "maxInFlight" : 17 | config.pbft.maxInFlight: must be between 1 and 16
          "heartbeatMillis" : 250 | "heartbeatMillis" : 1000 | config.pbft.heartbeatMillis: must be between 1 and 999
          "heartbeatMillis" : 250 | "hartbeatMillis" : 250 | config.pbft.hartbeatMillis: is not a known field
          "name" : "node1" | "name" : "node0" | config.pbft.validators[1].name: is the same as that of validators[0]
          "name" : "node1" | "name" : "" | config.pbft.validators[1].name: must be 1 to 32 letters
          "name" : "node1" | "name" : "node1", "nick" : 1 | config.pbft.validators[1].nick: is not a known field
          127.0.0.1:30302 | 127.0.0.1:30300 | config.pbft.validators[2].endpoint: is the same as that of validators[0]
          127.0.0.1:30302 | 127.0.0.1 | config.pbft.validators[2].endpoint: "127.0.0.1" is no host:port
          127.0.0.1:30302 | 127.0.0.1:70000 | config.pbft.validators[2].endpoint: port 70000 is not between
          127.0.0.1:30302 | a b:1 | config.pbft.validators[2].endpoint: host "a b" is no host name
          "timestamp" : 1767225600 | "timestamp" : "soon" | timestamp: must be a whole number
          "gasLimit" : 60000000 | "gasLimit" : 20999 | gasLimit: must be at least 21000
          "baseFeePerGas" : "1000000000" | "baseFeePerGas" : "0x0" | baseFeePerGas: must be at least 1 wei
          "alloc" : { | "extra" : {}, "alloc" : { | extra: is not a known field here
          0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 | 0xf39fd6e51aad88F6F4ce6aB8827279cffFb92266 | alloc.0xf39fd6e51aad88F6F4ce6aB8827279cffFb92266: the checksum of address
          0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 | 0xf39 | alloc.0xf39: an address must have 40 hex digits
          "config" : { | "config" : 3, "x" : { | config: must be an object
          """)
  void aWrongFieldIsNamed(String original, String replacement, String message) {
    assertThat(TEXT).contains(original);
    String text = TEXT.replace(original, replacement == null ? "" : replacement);

    assertThatThrownBy(() -> GenesisFile.parse(text))
        .isInstanceOf(GenesisException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anAddressThatIsNotOfThePublicKeyIsRefusedWithBoth() {
    String node0 = LOCAL.validators().get(0).address().checksummed();
    String node1 = LOCAL.validators().get(1).address().checksummed();

    assertThatThrownBy(() -> GenesisFile.parse(TEXT.replace(node0, node1)))
        .hasMessageStartingWith("config.pbft.validators[0].address: is " + node1)
        .hasMessageContaining(node0);
  }

  @Test
  void aPublicKeyThatIsNoPointIsRefused() {
    String key = LOCAL.validators().get(3).publicKey().toHex();
    String broken = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");

    assertThatThrownBy(() -> GenesisFile.parse(TEXT.replace(key, broken)))
        .hasMessageStartingWith("config.pbft.validators[3].publicKey: a public key is not a point");
  }

  @Test
  void theSameValidatorTwiceIsRefused() {
    Validator first = LOCAL.validators().get(0);
    Validator second = LOCAL.validators().get(1);
    String text =
        TEXT.replace(second.publicKey().toHex(), first.publicKey().toHex())
            .replace(second.address().checksummed(), first.address().checksummed());

    assertThatThrownBy(() -> GenesisFile.parse(text))
        .hasMessageStartingWith("config.pbft.validators[1].publicKey: is the same as");
  }

  @Test
  void aChainNeedsAValidator() {
    String text = "{\"config\":{\"chainId\":1,\"pbft\":{\"validators\":[]}},\"alloc\":{}}";

    assertThatThrownBy(() -> GenesisFile.parse(text))
        .hasMessageStartingWith("config.pbft.validators: is empty");
  }

  @Test
  void anAccountListedTwiceInDifferentCaseIsRefused() {
    String text =
        TEXT.replace(
            "\"alloc\" : {",
            "\"alloc\" : {\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\": {\"balance\": 1},");

    assertThatThrownBy(() -> GenesisFile.parse(text)).hasMessageContaining("is listed twice");
  }

  @Test
  void aSumOfBalancesOf2To256IsRefused() {
    String all = "\"0x" + "f".repeat(64) + "\"";
    String text = TEXT.replaceFirst("\"balance\" : \"[0-9]+\"", "\"balance\" : " + all);

    assertThatThrownBy(() -> GenesisFile.parse(text))
        .hasMessageContaining("brings the sum of all balances to 2^256");
  }

  @Test
  void aBalanceOf2To256IsRefused() {
    String tooMuch = "\"0x1" + "0".repeat(64) + "\"";
    String text = TEXT.replaceFirst("\"balance\" : \"[0-9]+\"", "\"balance\" : " + tooMuch);

    assertThatThrownBy(() -> GenesisFile.parse(text)).hasMessageContaining("must be below 2^256");
  }

  @Test
  void brokenJsonIsNamedWithItsPlaceAndFile() throws Exception {
    Path file = Files.writeString(folder.resolve("genesis.json"), "{\n \"config\": oops }");

    assertThatThrownBy(() -> GenesisFile.read(file))
        .hasMessageStartingWith(file + ": it is not valid JSON: line 2, column ");
  }

  @Test
  void hostileNestingLengthAndRepetitionAreRefused() {
    assertThatThrownBy(() -> GenesisFile.parse("{\"config\":" + "[".repeat(10_000)))
        .isInstanceOf(GenesisException.class);
    assertThatThrownBy(() -> GenesisFile.parse("{\"config\":" + "9".repeat(10_000) + "}"))
        .isInstanceOf(GenesisException.class);
    assertThatThrownBy(() -> GenesisFile.parse("{\"config\":{},\"config\":{}}"))
        .hasMessageContaining("Duplicate field 'config'");
    assertThatThrownBy(() -> GenesisFile.parse(TEXT + "{}")).isInstanceOf(GenesisException.class);
    assertThatThrownBy(() -> GenesisFile.parse("[]")).hasMessageContaining("must be a JSON object");
    assertThatThrownBy(() -> GenesisFile.parse("")).isInstanceOf(GenesisException.class);
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.json");

    assertThatThrownBy(() -> GenesisFile.read(file)).hasMessage(file + ": there is no such file");
  }
}
