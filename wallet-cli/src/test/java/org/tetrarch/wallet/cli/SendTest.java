package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.fake.FakeChain;
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
    assertThat(sent.nonce()).isZero();
    assertThat(sent.chainId()).hasValue(770_077);
    assertThat(sent.maxFeePerGas()).isEqualTo(Wei.gwei(1));
    assertThat(sent.maxPriorityFeePerGas()).isEqualTo(Wei.ZERO);
    assertThat(sent.gasLimit()).isEqualTo(21_000);
    assertThat(out.toString())
        .contains("dev0  " + DEV0 + "  (development account, its key is public)")
        .contains("dev1  " + DEV1, "1.5 TET", "up to 0.000021 TET (21000 gas at 1 gwei)")
        .contains("hash    " + sent.hash(), "Final in ")
        .contains("block 1, certified by node0, node1, node2 (3 of 4, quorum 3)");
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
    assertThat(json.get("nonce").longValue()).isZero();
    assertThat(json.get("maxFeePerGasWei").textValue()).isEqualTo("1000000000");
    assertThat(json.get("blockNumber").longValue()).isEqualTo(1);
    assertThat(json.get("blockHash").textValue()).isEqualTo(node.chain().header(1).hash().toHex());
    assertThat(json.get("feeWei").textValue()).isEqualTo("21000000000000");
    assertThat(json.at("/certificate/signers").toString())
        .isEqualTo("[\"node0\",\"node1\",\"node2\"]");
    assertThat(json.at("/certificate/quorum").intValue()).isEqualTo(3);
    assertThat(json.at("/certificate/total").intValue()).isEqualTo(4);
    assertThat(json.at("/nodes/0/url").textValue()).isEqualTo(node.url());
    assertThat(json.at("/nodes/0").has("trouble")).isFalse();
    assertThat(json.get("millisToFinal").isIntegralNumber()).isTrue();
  }

  @Test
  void signsWithAKeyOfItsOwnUnderItsPassword() throws Exception {
    String address = makeAccount("savings");
    fund(address, "1");
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
    fund(savings, "2");
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
    node.holdsBack();

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
            "9",
            "--no-wait");

    assertThat(code).as("%s", err).isZero();
    assertThat(sent().maxFeePerGas()).isEqualTo(Wei.gwei(3));
    assertThat(sent().maxPriorityFeePerGas()).isEqualTo(Wei.gwei(2));
    assertThat(sent().nonce()).isEqualTo(9);
    assertThat(out.toString()).contains("nonce   9  (waits until nonce 8 is used)");
  }

  @Test
  void tooLittleIsRefusedWithBothNumbersBeforeThePasswordIsAsked() throws Exception {
    fund(makeAccount("savings"), "1");
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
    Genesis ours = FakeChain.GENESIS;
    Genesis other =
        new Genesis(
            1,
            "PTS",
            ours.pbft(),
            ours.validators(),
            ours.timestamp(),
            ours.gasLimit(),
            ours.baseFeePerGas(),
            ours.alloc(),
            false,
            false);
    GenesisFile.write(other, home.resolve("other.json"));
    environment.put("TETRARCH_GENESIS", home.resolve("other.json").toString());

    for (String[] arguments :
        new String[][] {
          {"send", "--from", "dev0", DEV1, "1"}, {"send", "--from", DEV0, DEV1, "1"}
        }) {
      assertFails(2, List.of("dev0 is a development account", "this is chain 1"), arguments);
    }
    makeAccount("savings");
    assertFails(2, List.of("dev1 is a development"), "send", "--from", "savings", "dev1", "1");
    assertThat(node.methods()).isEmpty();
  }

  @Test
  void aGenesisFileThatIsNotTheNodesIsRefusedWithBothHashes() throws Exception {
    Genesis other = DevelopmentNetwork.create(7, 10).genesis();
    GenesisFile.write(other, home.resolve("other.json"));
    String file = home.resolve("other.json").toString();

    assertFails(
        1,
        List.of(other.hash().toHex(), FakeChain.GENESIS.hash().toHex(), file, node.url()),
        "send",
        "--from",
        "dev0",
        DEV1,
        "1",
        "--genesis",
        file);
    assertFails(
        1, List.of("none.json: there is no such file"), "balance", "--genesis", "none.json");
    assertNothingSent();
  }

  @Test
  void allMeansWhatTheFeeLeaves() throws Exception {
    String savings = makeAccount("savings");
    fund(savings, "1");

    assertThat(run("send", "--from", "savings", DEV1, "all", "--password-file", file(PASSWORD)))
        .as("%s", err)
        .isZero();

    assertThat(sent().value()).isEqualTo(Wei.parse("0.999979", Wei.Unit.COIN));
    assertThat(node.chain().account(Address.fromHex(savings), node.chain().height()).balance())
        .isEqualTo(Wei.ZERO);
  }

  private String file(String password) throws IOException {
    return Files.writeString(home.resolve("password"), password + "\n").toString();
  }

  @Test
  void aNonceThatIsUsedIsRefusedWithTheNextOne() throws Exception {
    fund(STRANGER, "1");

    assertFails(
        4,
        List.of("nonce 0 of dev9 is used already: the next is 1", "nothing was sent"),
        "send",
        "--from",
        "dev9",
        DEV1,
        "1",
        "--nonce",
        "0");
    assertNothingSent();
  }

  /** geth and this chain want a tenth more of both, or they say "replacement underpriced". */
  @Test
  void theNonceOfATransferThatWaitsIsPaidATenthMore() {
    node.holdsBack();
    assertThat(run("send", "--from", "dev0", DEV1, "1", "--tip", "1gwei", "--no-wait")).isZero();

    assertThat(run("send", "--from", "dev0", DEV0, "0", "--nonce", "0", "--no-wait"))
        .as("%s", err)
        .isZero();

    SignedTransaction replacement = node.transactions().getLast();
    assertThat(replacement.nonce()).isZero();
    assertThat(replacement.maxFeePerGas()).isEqualTo(Wei.of(2_200_000_000L));
    assertThat(replacement.maxPriorityFeePerGas()).isEqualTo(Wei.of(1_100_000_000L));
    assertThat(out.toString()).contains("nonce   0  (replaces a transaction that waits)");
  }

  @Test
  void twoInARowGetOneNonceAfterTheOther() {
    node.holdsBack();
    assertThat(run("send", "--from", "dev0", DEV1, "1", "--no-wait")).isZero();

    assertThat(run("send", "--from", "dev0", DEV1, "1", "--no-wait")).isZero();

    assertThat(node.transactions()).extracting(SignedTransaction::nonce).containsExactly(0L, 1L);
    assertThat(out.toString()).contains("nonce   1  (after 1 that the nodes say wait)");
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
        1, List.of(node.url() + " says: the method is not"), "send", "--from", "dev0", DEV1, "1");
  }

  @Test
  void aTransactionThatTheNodeHasAlreadyIsWaitedFor() throws Exception {
    node.holdsBack();
    assertThat(run("send", "--from", "dev0", DEV1, "1", "--no-wait")).isZero();
    node.refuses("eth_sendRawTransaction", -32_000, "already known");
    node.executes();
    node.answers("eth_getTransactionCount", "0x0");
    node.isBehind(1);

    assertThat(run("send", "--from", "dev0", DEV1, "1", "--no-wait")).as("%s", err).isZero();

    assertThat(out.toString()).contains("hash    " + sent().hash());
  }

  /** What nobody took is no transfer that is under way. */
  @Test
  void whatTheChainRefusesIsNotRemembered() throws Exception {
    node.refuses("eth_sendRawTransaction", -32_000, "nonce too low");

    assertThat(run("send", "--from", "dev0", DEV1, "1")).isEqualTo(4);

    try (Stream<Path> kept = Files.walk(home.resolve("transactions"))) {
      assertThat(kept.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
