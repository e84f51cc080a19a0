package org.tetrarch.wallet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
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
      assertThat(other.methods()).contains("eth_getBalance");
    }

    environment.remove("TETRARCH_RPC_URL");
    environment.put("ETH_RPC_URL", node.url());
    assertThat(run("balance", "dev0")).as("Ethereum's variable before the file").isZero();
    environment.remove("ETH_RPC_URL");
    assertFails(3, List.of("no node at http://127.0.0.1:1: "), "balance", "dev0");
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
    node.answersRaw("eth_chainId", 200, answer.getBytes(UTF_8));

    assertFails(3, List.of(node.url() + ": something answers there, but "), "balance");
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    node.answersRaw("eth_chainId", 200, new byte[5 * 1024 * 1024]);

    assertFails(3, List.of("its answer is longer than any that was asked for"), "balance");
  }

  @Test
  void aConnectionThatBreaksIsNamed() {
    node.breaksOff("eth_chainId");

    assertFails(3, List.of("no node at " + node.url() + ": the connection failed"), "balance");
  }

  /** Else a node could clear the screen, or write what looks like our own words. */
  @Test
  void aNodesWordsCannotMoveTheCursor() {
    node.refuses(
        "eth_getBalance", -32_000, "a\u001b[2J\r\nFinal\u009b1m\u202e\u0000" + "x".repeat(900));

    assertFails(1, List.of("error: the node says: a [2J  Final 1m  x"), "balance", "dev0");

    assertThat(err.toString())
        .hasSizeLessThan(600)
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\r\\n]]");
  }

  @Test
  void anAnswerThatLacksAFieldIsNamed() {
    node.changes("eth_getBlockByNumber", block -> block.remove("hash"));
    assertFails(3, List.of("in its answer eth_getBlockByNumber has no hash"), "balance");

    node.changes("eth_getBlockByNumber", block -> block.set("hash", TextNode.valueOf("0x12")));
    assertFails(3, List.of("in its answer eth_getBlockByNumber.hash is no hash"), "balance");
  }
}
