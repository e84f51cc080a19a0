package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.fake.FakeNode;
import org.tetrarch.wallet.fake.FakePerson;

/** {@code wallet send}, up to the moment that the node has the transaction. */
class SendTest extends WalletTest {
  private SignedTransaction sent() {
    assertThat(node.transactions()).hasSize(1);
    return node.transactions().getFirst();
  }

  private void assertNothingSent() {
    assertThat(node.methods()).doesNotContain("eth_sendRawTransaction");
  }

  @Test
  void sendsWhatWasAskedAndSaysWhoCertifiedIt() throws Exception {
    assertThat(run("send", "--from", "dev0", DEV1, "1.5")).as("%s", err).isZero();

    SignedTransaction sent = sent();
    assertThat(sent.sender()).hasToString(DEV0);
    assertThat(sent.to()).hasToString(DEV1);
    assertThat(sent.value()).isEqualTo(Wei.parse("1.5", Wei.Unit.COIN));
    assertThat(sent.nonce()).isEqualTo(5);
    assertThat(sent.chainId()).hasValue(770_077);
    assertThat(sent.maxFeePerGas()).isEqualTo(Wei.gwei(1));
    assertThat(sent.maxPriorityFeePerGas()).isEqualTo(Wei.ZERO);
    assertThat(sent.gasLimit()).isEqualTo(21_000);
    assertThat(out.toString())
        .contains("dev0  " + DEV0 + "  (development account, its key is public)")
        .contains("dev1  " + DEV1, "1.5 TET", "up to 0.000021 TET (21000 gas at 1 gwei)")
        .contains("hash    " + sent.hash(), "Final in ")
        .contains("block 7, certified by node0, node1, node2 (3 of 4, quorum 3)");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsOneJsonDocument() throws Exception {
    JsonNode json = json("send", "--from", "dev0", STRANGER, "100gwei");

    assertThat(json.get("sent").booleanValue()).isTrue();
    assertThat(json.get("final").booleanValue()).isTrue();
    assertThat(json.get("hash").textValue()).isEqualTo(sent().hash().toHex());
    assertThat(json.get("from").textValue()).isEqualTo(DEV0);
    assertThat(json.get("to").textValue()).isEqualToIgnoringCase(STRANGER);
    assertThat(json.get("value").textValue()).isEqualTo("0.0000001");
    assertThat(json.get("valueWei").textValue()).isEqualTo("100000000000");
    assertThat(json.get("chainId").longValue()).isEqualTo(770_077);
    assertThat(json.get("nonce").longValue()).isEqualTo(5);
    assertThat(json.get("maxFeePerGasWei").textValue()).isEqualTo("1000000000");
    assertThat(json.get("blockNumber").longValue()).isEqualTo(FakeNode.HEIGHT);
    assertThat(json.get("blockHash").textValue()).isEqualTo(FakeNode.BLOCK.toHex());
    assertThat(json.get("feeWei").textValue()).isEqualTo("21000000000000");
    assertThat(json.at("/certificate/signers").toString())
        .isEqualTo("[\"node0\",\"node1\",\"node2\"]");
    assertThat(json.at("/certificate/quorum").intValue()).isEqualTo(3);
    assertThat(json.at("/certificate/total").intValue()).isEqualTo(4);
    assertThat(json.at("/certificate/checked").booleanValue()).isTrue();
    assertThat(json.get("millisToFinal").isIntegralNumber()).isTrue();
  }

  @Test
  void signsWithAKeyOfItsOwnUnderItsPassword() throws Exception {
    String address = makeAccount("savings");
    node.answers("eth_getBalance", "0xde0b6b3a7640000");
    person = FakePerson.answering("y", PASSWORD);

    assertThat(run("send", "--from", "savings", DEV1, "0.5")).as("%s", err).isZero();

    assertThat(sent().sender()).hasToString(address);
    assertThat(person.questions()).containsExactly("Send it? [y/N] ", "Password of savings: ");
    assertThat(person.secretsAreWiped()).isTrue();
  }

  @Test
  void theOnlyAccountPaysUnlessAnotherIsNamed() throws Exception {
    assertThat(json("send", STRANGER, "1", "--dry-run").get("from").textValue()).isEqualTo(DEV0);
    String savings = makeAccount("savings");
    node.answers("eth_getBalance", "0xffffffffffffffffff");
    assertThat(json("send", STRANGER, "1", "--dry-run").get("from").textValue()).isEqualTo(savings);
    makeAccount("other");
    assertFails(2, List.of("--from", "other, savings, dev0 to dev9"), "send", STRANGER, "1");
  }

  @Test
  void aNameOfTheWalletIsARecipientToo() throws Exception {
    String savings = makeAccount("savings");

    assertThat(json("send", "--from", "dev0", "savings", "1").get("to").textValue())
        .isEqualTo(savings);
  }

  @Test
  void aDryRunSignsAndSendsNothing() throws Exception {
    JsonNode json = json("send", "--from", "dev0", DEV1, "1", "--dry-run");

    assertThat(json.get("sent").booleanValue()).isFalse();
    assertThat(json.has("hash")).isFalse();
    assertNothingSent();
    assertThat(run("send", "--from", "dev0", DEV1, "1", "--dry-run")).isZero();
    assertThat(out.toString()).contains("Nothing was sent");
  }

  @Test
  void whoSaysNoSendsNothing() {
    person = FakePerson.answering("n");

    assertFails(1, List.of("not confirmed: nothing was sent"), "send", "--from", "dev0", DEV1, "1");
    assertNothingSent();
  }

  @Test
  void yesMeansThatNothingIsAsked() {
    person = FakePerson.answering();

    assertThat(run("send", "--from", "dev0", DEV1, "1", "--yes")).as("%s", err).isZero();
  }

  @Test
  void feesAndNonceAreAsTheUserWants() {
    int code =
        run(
            "send",
            "--from",
            "dev0",
            DEV1,
            "1",
            "--max-fee",
            "3gwei",
            "--tip",
            "2gwei",
            "--nonce",
            "9");

    assertThat(code).as("%s", err).isZero();
    assertThat(sent().maxFeePerGas()).isEqualTo(Wei.gwei(3));
    assertThat(sent().maxPriorityFeePerGas()).isEqualTo(Wei.gwei(2));
    assertThat(sent().nonce()).isEqualTo(9);
    assertThat(node.methods()).doesNotContain("eth_getTransactionCount");
  }

  @Test
  void tooLittleIsRefusedWithBothNumbersBeforeThePasswordIsAsked() throws Exception {
    makeAccount("savings");
    node.answers("eth_getBalance", "0xde0b6b3a7640000");
    person = FakePerson.answering();

    assertFails(
        4,
        List.of(
            "savings has 1 TET, but 1 and a fee of up to 0.000021 make 1.000021 TET",
            "nothing was sent"),
        "send",
        "--from",
        "savings",
        DEV1,
        "1");
    assertNothingSent();
  }

  @ParameterizedTest
  @CsvSource({
    "--max-fee=0.5gwei, 4, below this chain's base fee of 1 gwei",
    "--max-fee=1, 2, names no unit: write 1gwei",
    "--max-fee=x, 2, is no amount",
    "'--max-fee=2gwei --tip=3gwei', 2, the tip of 3 gwei per gas is more than the whole fee",
    "--tip=999999999999999999999999999999ether, 2, the tip per gas is more than any chain has",
    "--max-fee=999999999999999999999999999999ether, 2, the fee per gas is more than any",
    "--nonce=-1, 2, --nonce must be 0 or more",
    "--nonce=x, 2, --nonce",
    "--timeout=0, 2, --timeout must be 1 second or more",
    "--timeout=soon, 2, --timeout",
    "--frobnicate, 2, --frobnicate"
  })
  void aWrongOptionIsNamed(String options, int code, String message) {
    String[] arguments = ("send --from dev0 " + DEV1 + " 1 " + options).split(" ");

    assertFails(code, List.of(message), arguments);
    assertNothingSent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.2.3 | is not an amount: write it like 1.5
          1,5 | is no amount: write it like 1.5 or 100gwei
          1e18 | has an unknown unit
          5 BTC | has an unknown unit: use wei, gwei, or TET
          0.0000000000000000001 | has more than 18 digits after the point
          0.5wei | has more than 0 digits after the point
          115792089237316195423570985008687907853269984665640564039457 | is more than any chain has
          999999999999999999999999999999999999999999999999999999999999 | is too large an amount
          """)
  void aWrongAmountIsAUsageErrorThatRepeatsIt(String amount, String message) {
    assertFails(2, List.of(message), "send", "--from", "dev0", DEV1, amount);
    assertNothingSent();
  }

  @Test
  void aWrongChecksumIsToldWithTheRightOneAndWithoutANode() {
    node.close();

    assertFails(
        2,
        List.of("the checksum of address", "if only the case is wrong, it is " + DEV1),
        "send",
        "--from",
        "dev0",
        DEV1.replace("C8", "c8"),
        "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0x1234", "0x70997970C51812dc3A010C7d01b50e0d17dc79C", "0xzz", "0x", "0x12 34"})
  void aTextThatBeginsLikeAnAddressAndIsNoneSaysHowManyDigitsItNeeds(String to) {
    assertFails(2, List.of("an address must have 40 hex digits"), "send", to, "1");
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bob", "dev10", "70997970C51812dc3A010C7d01b50e0d17dc79C8", "vitalik.eth"})
  void anUnknownRecipientIsAUsageErrorThatListsTheKnownOnes(String to) throws Exception {
    makeAccount("savings");

    assertFails(
        2,
        List.of("\"" + to + "\" is neither an address, which is 0x and 40 hex digits", "savings"),
        "send",
        "--from",
        "dev0",
        to,
        "1");
    assertNothingSent();
  }

  @Test
  void anUnknownPayerIsAUsageErrorThatListsTheKnownOnes() {
    assertFails(
        2,
        List.of("this wallet has no account \"bob\"; it has dev0 to dev9"),
        "send",
        "--from",
        "bob",
        DEV1,
        "1");
    assertNothingSent();
  }

  /** Their keys are public: on a chain that matters, whoever is quickest takes the coins. */
  @Test
  void developmentAccountsAreForTheirOwnChainOnly() throws Exception {
    node.answers("eth_chainId", "0x1");

    for (String[] arguments :
        new String[][] {
          {"send", "--from", "dev0", DEV1, "1"}, {"send", "--from", DEV0, DEV1, "1"}
        }) {
      assertFails(
          2, List.of("dev0 is a development account", "this node is on chain 1"), arguments);
    }
    makeAccount("savings");
    assertFails(2, List.of("dev1 is a development"), "send", "--from", "savings", "dev1", "1");
    assertNothingSent();
  }

  @Test
  void aChainOfWhichNoGenesisIsHereIsShownAsTheNodesWord() throws Exception {
    node.answers("eth_chainId", "0x1");
    node.answers("eth_getBalance", "0xffffffffffffffffff");
    makeAccount("savings");

    assertThat(run("send", "--from", "savings", STRANGER, "1", "--dry-run")).as("%s", err).isZero();

    assertThat(out.toString())
        .contains("chain   1  (the node says: no genesis file of it is here)", "1 coins");
  }

  @Test
  void aGenesisFileThatIsNotTheNodesIsRefusedWithBothHashes() throws Exception {
    Genesis other = DevelopmentNetwork.create(7, 10).genesis();
    GenesisFile.write(other, home.resolve("other.json"));
    String file = home.resolve("other.json").toString();

    assertFails(
        1,
        List.of(other.hash().toHex(), FakeNode.GENESIS.hash().toHex(), file, node.url()),
        "send",
        "--from",
        "dev0",
        DEV1,
        "1",
        "--genesis",
        file);
    node.answers("eth_chainId", "0x2");
    assertFails(
        1, List.of("is on chain 2", "makes chain 770077"), "balance", "dev0", "--genesis", file);
    assertFails(
        1, List.of("none.json: there is no such file"), "balance", "--genesis", "none.json");
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonce too low",
        "insufficient funds for gas * price + value",
        "replacement transaction underpriced"
      })
  void whatTheChainRefusesEndsWithItsWords(String message) {
    node.refuses("eth_sendRawTransaction", -32_000, message);

    assertFails(
        4, List.of("the chain rejects it: " + message), "send", "--from", "dev0", DEV1, "1");
  }

  @Test
  void aNodeThatCannotTakeTransactionsIsNotTheChainRefusing() {
    node.refuses("eth_sendRawTransaction", -32_601, "the method is not available");

    assertFails(
        1, List.of("the node says: the method is not"), "send", "--from", "dev0", DEV1, "1");
  }

  @Test
  void aTransactionThatTheNodeHasAlreadyIsWaitedFor() {
    assertThat(run("send", "--from", "dev0", DEV1, "1")).isZero();
    node.refuses("eth_sendRawTransaction", -32_000, "already known");

    assertThat(run("send", "--from", "dev0", DEV1, "1")).as("%s", err).isZero();

    assertThat(out.toString()).contains("Final in ");
  }

  /** A hostile node must not crash the wallet with a price whose product overflows. */
  @Test
  void anAbsurdBaseFeeIsANodesFault() {
    node.changes(
        "eth_getBlockByNumber",
        block -> block.set("baseFeePerGas", TextNode.valueOf("0x" + "f".repeat(64))));

    assertFails(
        3, List.of("baseFeePerGas is too large a price"), "send", "--from", "dev0", DEV1, "1");
  }
}
