package org.tetrarch.wallet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.wallet.fake.FakeNode;

/** Which node is asked, and what is said when it is none. */
class ReachTest extends WalletTest {
  static List<List<String>> commandsThatAskANode() {
    return List.of(
        List.of("balance"),
        List.of("balance", "dev0"),
        List.of("send", "--from", "dev0", DEV1, "1"),
        List.of("history", "dev0"),
        List.of("watch"),
        List.of("receipt", "0x" + "12".repeat(32)),
        List.of("tx", "0x" + "12".repeat(32)));
  }

  @ParameterizedTest
  @MethodSource("commandsThatAskANode")
  void aNodeThatIsNotThereIsNamedWithWhatToDo(List<String> command) {
    node.close();

    assertFails(
        3,
        List.of(
            "no node at " + node.url() + ": nothing listens there",
            "start one with 'tetrarch up', or name another with --rpc-url"),
        command.toArray(String[]::new));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    assertFails(
        3,
        List.of("no node at http://no-such-host.invalid:8545: there is no such host"),
        "balance",
        "--rpc-url",
        "http://no-such-host.invalid:8545");
  }

  @Test
  void theFlagChoosesTheNodeBeforeTheEnvironmentBeforeTheConfiguration() throws Exception {
    Files.writeString(home.resolve("wallet.properties"), "rpc-url=http://127.0.0.1:1\n");
    assertThat(run("balance", "dev0")).as("the environment before the file").isZero();

    try (FakeNode other = new FakeNode()) {
      assertThat(run("balance", "dev0", "--rpc-url", other.url())).isZero();
      assertThat(other.methods()).contains("pbft_getAccountProof");
    }

    environment.remove("TETRARCH_RPC_URL");
    environment.put("ETH_RPC_URL", node.url());
    assertThat(run("balance", "dev0")).as("Ethereum's variable before the file").isZero();
    environment.remove("ETH_RPC_URL");
    assertFails(3, List.of("no node at http://127.0.0.1:1: "), "balance", "dev0");
  }

  @Test
  void whenNoNodeIsThereAllThatWereTriedAreNamed() {
    assertFails(
        3,
        List.of(
            "no node is reachable: nothing listens there (tried http://127.0.0.1:1,"
                + " http://127.0.0.1:2); start one with 'tetrarch up'"),
        "balance",
        "--rpc-url",
        "http://127.0.0.1:1,http://127.0.0.1:2");
    assertFails(
        3,
        List.of("no node at http://127.0.0.1:1: nothing", "no node at http://no-such-host.invalid"),
        "balance",
        "--rpc-url",
        "http://127.0.0.1:1",
        "--rpc-url",
        "http://no-such-host.invalid:8545");
  }

  @Test
  void aWrongUrlIsAUsageError() {
    assertFails(
        2, List.of("--rpc-url: \"localhost\" must be a URL"), "balance", "--rpc-url", "localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>hello</html>",
        "",
        "[]",
        "{}",
        "{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":\"0x1\"}",
        "{\"result\":\"0x1\""
      })
  void whatIsNoNodeIsToldFromANodeThatIsAway(String answer) {
    node.answersRaw("pbft_getHeaderProof", 200, answer.getBytes(UTF_8));

    assertFails(
        3, List.of("no node at " + node.url() + ": something answers there, but "), "balance");
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    node.answersRaw("pbft_getHeaderProof", 200, new byte[5 * 1024 * 1024]);

    assertFails(3, List.of("its answer is longer than any that was asked for"), "balance");
  }

  @Test
  void aConnectionThatBreaksIsNamed() {
    node.breaksOff("pbft_getHeaderProof");

    assertFails(3, List.of("no node at " + node.url() + ": the connection failed"), "balance");
  }

  /** Else a node could clear the screen, or write what looks like our own words. */
  @Test
  void aNodesWordsCannotMoveTheCursor() {
    node.refuses(
        "pbft_getHeaderProof",
        -32_000,
        "a\u001b[2J\r\nFinal\u009b1m\u202e\u0000" + "x".repeat(900));

    assertFails(
        1, List.of("error: " + node.url() + " says: a [2J  Final 1m  x"), "balance", "dev0");

    assertThat(err.toString())
        .hasSizeLessThan(600)
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\r\\n]]");
  }

  @Test
  void anAnswerThatLacksAFieldIsNamed() throws Exception {
    String hash = json("send", "--from", "dev0", DEV1, "1").get("hash").textValue();
    node.changes("pbft_getTransactionStatus", status -> status.remove("status"));
    assertFails(3, List.of("in its answer pbft_getTransactionStatus has no status"), "tx", hash);

    node.changes("pbft_getTransactionStatus", status -> status.put("status", "lost"));
    assertFails(
        3, List.of("pbft_getTransactionStatus.status is \"lost\", which is no status"), "tx", hash);
  }

  @Test
  void anEthereumNodeThatIsNoneOfOursIsTold() {
    node.refuses("pbft_getHeaderProof", -32_601, "the method pbft_getHeaderProof does not exist");

    assertFails(1, List.of(node.url() + " says: the method pbft_getHeaderProof"), "balance");
  }
}
