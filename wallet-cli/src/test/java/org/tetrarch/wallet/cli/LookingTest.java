package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.wallet.fake.FakeNode;

/** {@code wallet balance} and {@code wallet tx}. */
class LookingTest extends WalletTest {
  private static final String UNKNOWN = "0x" + "12".repeat(32);

  private String sentHash() throws Exception {
    return json("send", "--from", "dev0", DEV1, "1.5").get("hash").textValue();
  }

  @Test
  void balanceOfAnAddressOrNameIsOneLine() throws Exception {
    assertThat(run("balance", DEV0)).isZero();
    assertThat(out.toString()).containsPattern("dev0 +" + DEV0 + " +10000");
    assertThat(run("balance", "dev1")).isZero();
    assertThat(out.toString()).containsPattern("dev1 +" + DEV1 + " +10000");

    JsonNode json = json("balance", STRANGER);
    assertThat(json.get("chainId").longValue()).isEqualTo(770_077);
    assertThat(json.get("symbol").textValue()).isEqualTo("TET");
    assertThat(json.get("accounts")).hasSize(1);
    assertThat(json.at("/accounts/0/name").isNull()).isTrue();
    assertThat(json.at("/accounts/0/balance").textValue()).isEqualTo("0");
    assertThat(json.at("/accounts/0/balanceWei").textValue()).isEqualTo("0");
  }

  @Test
  void balanceOfTheWholeWalletListsEveryAccount() throws Exception {
    String savings = makeAccount("savings");

    JsonNode accounts = json("balance").get("accounts");

    assertThat(accounts).hasSize(11);
    assertThat(accounts.get(0).get("name").textValue()).isEqualTo("savings");
    assertThat(accounts.get(0).get("address").textValue()).isEqualTo(savings);
    assertThat(accounts.get(1).get("balanceWei").textValue()).isEqualTo("1" + "0".repeat(22));
  }

  @Test
  void developmentAccountsAreNotAskedForOnAnotherChain() throws Exception {
    node.answers("eth_chainId", "0x1");

    assertThat(json("balance").get("accounts")).isEmpty();
    assertThat(run("balance")).isZero();
    assertThat(out.toString()).contains("This wallet has no account", "wallet new");
    assertFails(2, List.of("dev0 is a development account"), "balance", "dev0");
  }

  @Test
  void aMistypedAccountIsAUsageError() {
    assertFails(2, List.of("it is " + DEV1), "balance", DEV1.replace("C8", "c8"));
    assertFails(2, List.of("40 hex digits"), "balance", "0x12");
    assertFails(2, List.of("\"bob\" is neither an address"), "balance", "bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"12\"", "12", "null", "\"0x\"", "\"0xg\"", "{}"})
  void aBalanceThatIsNoneIsNamedAndNotShownAsZero(String answer) throws Exception {
    node.answers(
        "eth_getBalance", new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer));

    assertFails(
        3,
        List.of(node.url(), "in its answer eth_getBalance is no hex quantity"),
        "balance",
        "dev0");
  }

  @Test
  void aFinalTransactionIsShownWithItsSigners() throws Exception {
    String hash = sentHash();

    assertThat(run("tx", hash)).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("hash    " + hash)
        .contains("status  final: certified by node0, node1, node2 (3 of 4, quorum 3)")
        .contains("block   7  " + FakeNode.BLOCK, "fee     0.000021 TET")
        .contains("from    dev0  " + DEV0, "to      dev1  " + DEV1, "amount  1.5 TET");

    JsonNode json = json("tx", hash);
    assertThat(json.get("status").textValue()).isEqualTo("final");
    assertThat(json.get("final").booleanValue()).isTrue();
    assertThat(json.get("from").textValue()).isEqualTo(DEV0);
    assertThat(json.get("to").textValue()).isEqualTo(DEV1);
    assertThat(json.get("valueWei").textValue()).isEqualTo("1500000000000000000");
    assertThat(json.get("blockNumber").longValue()).isEqualTo(7);
    assertThat(json.get("succeeded").booleanValue()).isTrue();
    assertThat(json.at("/certificate/checked").booleanValue()).isTrue();
  }

  @Test
  void aTransactionThatIsNotFinalSaysHowFarItIs() throws Exception {
    String hash = sentHash();
    node.answersNull("pbft_getCertificate");

    assertThat(run("tx", hash)).isZero();
    assertThat(out.toString())
        .contains("status  executed: it is in block 7, which has no certificate yet");
    assertThat(json("tx", hash).get("status").textValue()).isEqualTo("executed");
    assertThat(document().get("final").booleanValue()).isFalse();
    assertThat(document().get("blockNumber").longValue()).isEqualTo(7);

    node.answersNull("eth_getTransactionReceipt");
    assertThat(run("tx", hash)).isZero();
    assertThat(out.toString()).contains("status  pending: it is in no block yet");
    assertThat(json("tx", hash).get("status").textValue()).isEqualTo("pending");
    assertThat(document().has("blockNumber")).isFalse();
  }

  @Test
  void anUnknownTransactionIsAFailureThatNamesTheNode() {
    assertFails(1, List.of(node.url() + " knows no transaction " + UNKNOWN), "tx", UNKNOWN);
  }

  @Test
  void aTransactionThatWasGivenUpSaysWhy() {
    node.answers(
        "pbft_getTransactionStatus",
        JsonNodeFactory.instance.objectNode().put("status", "replaced").put("reason", "by 0x34"));

    assertFails(1, List.of("transaction " + UNKNOWN + " was replaced: by 0x34"), "tx", UNKNOWN);
  }

  @Test
  void anotherTransactionThanTheOneAskedForIsNotShown() throws Exception {
    String hash = sentHash();
    node.changes("eth_getTransactionByHash", transaction -> transaction.put("hash", UNKNOWN));

    assertFails(
        3, List.of(node.url(), "is another transaction than the one asked for"), "tx", hash);
  }

  @Test
  void aLyingCertificateIsNotBelieved() throws Exception {
    String hash = sentHash();
    node.answers(
        "pbft_getCertificate", FakeNode.certificate(FakeNode.HEIGHT, FakeNode.BLOCK, 0, 3));

    assertFails(
        1,
        List.of(node.url() + " is not to be believed", "has 2 signatures, 3 are needed"),
        "tx",
        hash);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x12", "hello", "", "0xzz"})
  void whatIsNoHashIsAUsageError(String hash) {
    assertFails(
        2, List.of("\"" + hash + "\" is no transaction hash, which is 0x and 64"), "tx", hash);
    assertThat(node.methods()).isEmpty();
  }
}
